import { Ellipsis, Globe, Mail, MessageCircle, Phone, Plus, Star } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Badge } from '#platform/ui/badge.tsx';
import { Button, IconButton } from '#platform/ui/button.tsx';
import { call } from '#platform/ui/client.ts';
import { CopyButton } from '#platform/ui/copy-button.tsx';
import { useKeptAnswers } from '#platform/ui/endpoint-hooks.ts';
import { Menu } from '#platform/ui/menu.tsx';
import { Section } from '#platform/ui/page-header.tsx';
import { problemText } from '#platform/ui/problem.ts';
import { toast } from '#platform/ui/toast.tsx';
import { useShare } from '../../duplicates/web/use-share.ts';
import { useFieldRights } from '../../fields/web/field-right.ts';
import { OriginButton } from '../../origins/web/origin-button.tsx';
import { type ContactPoint, contactKind } from '../contact-point.contract.ts';
import { type CustomerDetail, profilesContract } from '../profiles.contract.ts';
import { ContactPointDialog } from './contact-point-dialog.tsx';
import { ContactValue } from './contact-value.tsx';

const { get, list, addContactPoint, updateContactPoint, removeContactPoint } = profilesContract.endpoints;

const icons = { phone: Phone, email: Mail, wechat: MessageCircle, website: Globe };
const statusTones = { valid: 'good', invalid: 'danger', unverified: 'neutral' } as const;

/** How to reach a customer: each with its label, its state and whether it is the first choice of its kind. */
export function ContactPointsSection({
  customer,
  readOnly,
}: {
  customer: CustomerDetail;
  readOnly: boolean;
}) {
  const { t } = useTranslation('customers');
  const [edited, setEdited] = useState<ContactPoint | 'new' | null>(null);
  const rights = useFieldRights();
  const mayAdd = !readOnly && contactKind.options.some(rights.writes);
  return (
    <Section
      title={t('facts.contact')}
      actions={
        mayAdd ? (
          <IconButton icon={Plus} size="small" label={t('contact.add')} onClick={() => setEdited('new')} />
        ) : null
      }
    >
      {customer.contactPoints.length === 0 ? (
        <p className="cu-none">
          {t('contact.none')}{' '}
          {mayAdd ? (
            <Button size="small" tone="quiet" icon={Plus} onClick={() => setEdited('new')}>
              {t('contact.add')}
            </Button>
          ) : null}
        </p>
      ) : (
        <ul className="cu-points">
          {customer.contactPoints.map((point) => (
            <Point
              key={point.id}
              customer={customer}
              point={point}
              readOnly={readOnly || !rights.writes(point.kind)}
              onEdit={() => setEdited(point)}
            />
          ))}
        </ul>
      )}
      <ContactPointDialog
        key={edited === null || edited === 'new' ? 'new' : edited.id}
        customer={customer}
        point={edited}
        onClose={() => setEdited(null)}
      />
    </Section>
  );
}

interface PointProps {
  customer: CustomerDetail;
  point: ContactPoint;
  readOnly: boolean;
  onEdit: () => void;
}

function Point({ customer, point, readOnly, onEdit }: PointProps) {
  const { t } = useTranslation('customers');
  const { reads } = useFieldRights();
  const Icon = icons[point.kind];
  const hasOthers = customer.contactPoints.some((each) => each.kind === point.kind && each.id !== point.id);
  return (
    <li className="cu-point">
      <Icon size={16} aria-label={t(`contact.${point.kind}`)} className="pn-faint" />
      <div className="cu-point-words">
        <span className="cu-point-value pn-num">
          <ContactValue point={point} />
          {reads(point.kind) ? (
            <>
              <CopyButton text={point.value} />
              <OriginButton
                customerId={customer.id}
                of={{ contactPointId: point.id, kind: point.kind }}
                label={point.value}
              />
            </>
          ) : null}
        </span>
        <span className="cu-point-notes">
          {point.label ? <span className="pn-soft">{point.label}</span> : null}
          {point.isPrimary && hasOthers ? (
            <Badge tone="info">
              <Star size={11} aria-hidden /> {t('contact.primary')}
            </Badge>
          ) : null}
          {point.isShared ? <Badge tone="attention">{t('contact.shared')}</Badge> : null}
          {point.status === 'unverified' ? null : (
            <Badge tone={statusTones[point.status]}>{t(`contactStatus.${point.status}`)}</Badge>
          )}
        </span>
      </div>
      {readOnly ? null : <PointMenu customer={customer} point={point} onEdit={onEdit} />}
    </li>
  );
}

function PointMenu({ customer, point, onEdit }: Omit<PointProps, 'readOnly'>) {
  const { t } = useTranslation('customers');
  const { patch, refresh } = useKeptAnswers();
  const share = useShare();
  const keys = { id: customer.id, contactPointId: point.id };
  const run = async (change: () => Promise<CustomerDetail>, done?: Parameters<typeof toast>[0]) => {
    try {
      const output = await change();
      patch(get, { id: customer.id }, () => output);
      void refresh(list);
      if (done) toast(done);
    } catch (error) {
      toast({ tone: 'danger', title: t('contact.failed'), note: problemText(error) });
    }
  };
  const update = (change: { isPrimary?: boolean; status?: ContactPoint['status'] }) =>
    void run(() => call(updateContactPoint, { ...keys, ...change }));
  const addAgain = () => {
    const { kind, value, label, isPrimary } = point;
    void run(() => call(addContactPoint, { id: customer.id, kind, value, label, isPrimary }));
  };
  const remove = () =>
    void run(() => call(removeContactPoint, keys), {
      title: t('contact.removed', { value: point.value }),
      action: { label: t('bin.undo'), run: addAgain },
    });
  return (
    <Menu
      align="end"
      trigger={<IconButton icon={Ellipsis} size="small" label={t('contact.more', { value: point.value })} />}
      entries={[
        { key: 'edit', label: t('contact.edit'), onSelect: onEdit },
        ...(point.isPrimary
          ? []
          : [
              {
                key: 'primary',
                label: t('contact.makePrimary'),
                onSelect: () => update({ isPrimary: true }),
              },
            ]),
        { key: 'line', line: true as const },
        ...(['valid', 'invalid', 'unverified'] as const)
          .filter((status) => status !== point.status)
          .map((status) => ({
            key: status,
            label: t(`contact.mark.${status}`),
            onSelect: () => update({ status }),
          })),
        ...(point.kind === 'phone' || point.kind === 'email'
          ? [
              {
                key: 'shared',
                label: t(point.isShared ? 'contact.unshare' : `contact.share.${point.kind}`),
                onSelect: () => void share(point.kind as 'phone' | 'email', point.value, !point.isShared),
              },
            ]
          : []),
        { key: 'line2', line: true as const },
        { key: 'remove', label: t('contact.remove'), danger: true, onSelect: remove },
      ]}
    />
  );
}
