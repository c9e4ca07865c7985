import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Avatar } from '#platform/ui/avatar.tsx';
import { Button, IconButton } from '#platform/ui/button.tsx';
import { call } from '#platform/ui/client.ts';
import { useKeptAnswers } from '#platform/ui/endpoint-hooks.ts';
import { Section } from '#platform/ui/page-header.tsx';
import { problemText } from '#platform/ui/problem.ts';
import { useFormat } from '#platform/ui/session.tsx';
import { toast } from '#platform/ui/toast.tsx';
import { type CustomerDetail, profilesContract } from '../../profiles/profiles.contract.ts';
import { CustomerLink } from '../../profiles/web/customer-link.tsx';
import { type RelationEntry, relationsContract } from '../relations.contract.ts';
import { RelationDialog } from './relation-dialog.tsx';
import './relations.css';

const { addRelation, removeRelation } = relationsContract.endpoints;

/** The customers that this one belongs with: employer and staff, household, who brought whom. */
export function RelationsSection({ customer, readOnly }: { customer: CustomerDetail; readOnly: boolean }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const [adding, setAdding] = useState(false);
  const { relations } = customer;
  return (
    <Section
      title={t('relations.title')}
      count={relations.length > 0 ? format.number(relations.length) : undefined}
      actions={
        readOnly ? null : (
          <IconButton icon={Plus} size="small" label={t('relations.add')} onClick={() => setAdding(true)} />
        )
      }
    >
      {relations.length === 0 ? (
        <p className="cu-none">
          {t(customer.kind === 'person' ? 'relations.nonePerson' : 'relations.noneOrganisation')}{' '}
          {readOnly ? null : (
            <Button size="small" tone="quiet" icon={Plus} onClick={() => setAdding(true)}>
              {t('relations.add')}
            </Button>
          )}
        </p>
      ) : (
        <ul className="cu-relations">
          {relations.map((relation) => (
            <Relation
              key={`${relation.kind} ${relation.direction} ${relation.customerId}`}
              customer={customer}
              relation={relation}
              readOnly={readOnly}
            />
          ))}
        </ul>
      )}
      <RelationDialog open={adding} onClose={() => setAdding(false)} customer={customer} />
    </Section>
  );
}

interface RelationProps {
  customer: CustomerDetail;
  relation: RelationEntry;
  readOnly: boolean;
}

function Relation({ customer, relation, readOnly }: RelationProps) {
  const { t } = useTranslation('customers');
  const { refresh } = useKeptAnswers();
  const { kind, direction, customerId, role, displayName } = relation;
  const words = t(`relationOf.${kind}.${direction}`);
  const restore = async () => {
    const [holder, held] = direction === 'out' ? [customer.id, customerId] : [customerId, customer.id];
    await call(addRelation, { id: holder, kind, relatedId: held, role: role ?? undefined });
    await refresh(profilesContract.endpoints.get);
  };
  const remove = async () => {
    try {
      await call(removeRelation, { id: customer.id, kind, relatedId: customerId });
      await refresh(profilesContract.endpoints.get);
      toast({
        title: t('relations.removed', { name: displayName }),
        action: { label: t('bin.undo'), run: () => void restore() },
      });
    } catch (error) {
      toast({ tone: 'danger', title: t('relations.failed'), note: problemText(error) });
    }
  };
  return (
    <li className="cu-relation">
      <Avatar name={displayName} kind={relation.customerKind} />
      <span className="cu-relation-words">
        <CustomerLink customerId={customerId}>{displayName}</CustomerLink>
        <span className="pn-soft">{role ? t('relations.withRole', { relation: words, role }) : words}</span>
      </span>
      {readOnly ? null : (
        <IconButton
          icon={X}
          size="small"
          label={t('relations.remove', { name: displayName })}
          onClick={() => void remove()}
        />
      )}
    </li>
  );
}
