import { Plus } from 'lucide-react';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { useEndpoint } from '#platform/ui/endpoint-hooks.ts';
import { usePageSearch } from '#platform/ui/link.tsx';
import { Card, Page as PageBody, PageHeader, Section } from '#platform/ui/page-header.tsx';
import { useFormat, useMay } from '#platform/ui/session.tsx';
import { SkeletonLines } from '#platform/ui/skeleton.tsx';
import { useSlot } from '#platform/ui/slots.tsx';
import { ErrorState } from '#platform/ui/state-view.tsx';
import { Tabs } from '#platform/ui/tabs.tsx';
import {
  type CustomField,
  customFieldsContract,
  type FieldGroup,
  type FieldOwner,
  fieldOwner,
} from '../custom-fields.contract.ts';
import { CustomFieldDialog } from './custom-field-dialog.tsx';
import { CustomFieldRow } from './custom-field-row.tsx';
import './custom-fields.css';
import { GroupActs, NewGroup } from './field-groups.tsx';
import { sectionsOf, useInLanguage } from './use-custom-fields.ts';
import { useFieldActs } from './use-field-acts.ts';
import { useMayMakeFields } from './use-may-make-fields.ts';

const { customFields, countCustomValues } = customFieldsContract.endpoints;

/** The fields that the organisation adds to customers, under their headings. */
export function Page() {
  const { t } = useTranslation('customers');
  const { data, error, refetch } = useEndpoint(customFields, {});
  const [search, change] = usePageSearch();
  const of = fieldOwner.options.find((owner) => owner === search.of) ?? 'customer';
  const [edited, setEdited] = useState<CustomField | 'new' | null>(null);
  const readOnly = !useMayMakeFields();
  return (
    <PageBody narrow>
      <PageHeader
        title={t('fields.title')}
        trail={[{ label: t('sources.settings'), to: '/settings' }]}
        actions={
          readOnly ? undefined : (
            <Button tone="main" icon={Plus} onClick={() => setEdited('new')}>
              {t('fields.add')}
            </Button>
          )
        }
      />
      <p className="cf-lead">{t('fields.lead')}</p>
      <Tabs
        label={t('fields.owners')}
        items={fieldOwner.options.map((owner) => ({ key: owner, label: t(`fields.owner.${owner}`) }))}
        value={of}
        onChange={(owner) => change({ of: owner === 'customer' ? undefined : owner })}
      />
      {error && !data ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <SkeletonLines lines={8} /> : null}
      {data ? (
        <Fields of={of} groups={data.groups} items={data.items} readOnly={readOnly} onEdit={setEdited} />
      ) : null}
      {edited && data ? (
        <CustomFieldDialog
          key={edited === 'new' ? 'new' : edited.id}
          of={of}
          field={edited === 'new' ? null : edited}
          groups={data.groups}
          onClose={() => setEdited(null)}
        />
      ) : null}
    </PageBody>
  );
}

interface FieldsProps {
  of: FieldOwner;
  groups: FieldGroup[];
  /** Those of others too: all have one order. */
  items: CustomField[];
  readOnly: boolean;
  onEdit: (field: CustomField) => void;
}

function Fields({ of, groups, items, readOnly, onEdit }: FieldsProps) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const inLanguage = useInLanguage();
  const usage = useEndpoint(countCustomValues, {}, { enabled: useMay()('customers.fields') }).data;
  const usageOf = (field: CustomField) => {
    const count = usage?.items.find(({ id }) => id === field.id)?.count;
    return usage && count !== undefined ? { count, exact: usage.exact } : undefined;
  };
  const { move, archive } = useFieldActs(items);
  const [put, setPut] = useState<CustomField>();
  const asks = useSlot('field.archive');
  // Rules of others name fields of customers alone.
  const askToArchive = (field: CustomField) =>
    asks.length > 0 && field.of === 'customer' ? setPut(field) : void archive(field);
  const shown = items.filter((field) => field.of === of);
  const open = shown.filter(({ archivedAt }) => archivedAt === null);
  const archived = shown.filter(({ archivedAt }) => archivedAt !== null);
  const sections = sectionsOf(groups, open);
  const empty = groups.filter(({ id }) => !sections.some(({ group }) => group?.id === id));
  const rowOf = (field: CustomField, index: number, all: CustomField[]) => (
    <CustomFieldRow
      key={field.id}
      field={field}
      usage={usageOf(field)}
      readOnly={readOnly}
      onEdit={() => onEdit(field)}
      onArchive={() => askToArchive(field)}
      onUp={index > 0 ? () => void move(field, all[index - 1]!) : undefined}
      onDown={index < all.length - 1 ? () => void move(field, all[index + 1]!) : undefined}
    />
  );
  return (
    <div className="cf-cards">
      {put ? (
        <ArchiveQuestion
          field={put}
          onArchive={() => {
            setPut(undefined);
            void archive(put);
          }}
          onClose={() => setPut(undefined)}
        />
      ) : null}
      {open.length === 0 ? <p className="cf-none">{t(`fields.none.${of}`)}</p> : null}
      {[...sections, ...empty.map((group) => ({ group, fields: [] }))].map(({ group, fields }) => (
        <Card key={group?.id ?? 'none'}>
          <Section
            title={group ? inLanguage(group.label) : t('fields.section')}
            count={t('fields.count', { count: fields.length, shown: format.number(fields.length) })}
            actions={group && !readOnly ? <GroupActs group={group} /> : null}
          >
            {fields.length > 0 ? (
              <ul className="cf-rows">{fields.map(rowOf)}</ul>
            ) : (
              <p className="cf-none">{t('fields.groupEmpty')}</p>
            )}
          </Section>
        </Card>
      ))}
      {readOnly ? null : <NewGroup />}
      {archived.length > 0 ? (
        <Card>
          <Section title={t('fields.archived')} note={t('fields.archivedNote')}>
            <ul className="cf-rows">
              {archived.map((field) => (
                <CustomFieldRow
                  key={field.id}
                  field={field}
                  usage={usageOf(field)}
                  readOnly={readOnly}
                  onArchive={() => void archive(field)}
                />
              ))}
            </ul>
          </Section>
        </Card>
      ) : null}
    </div>
  );
}

interface ArchiveQuestionProps {
  field: CustomField;
  onArchive: () => void;
  onClose: () => void;
}

/** What another domain asks before a field is archived on which something of it stands; without a word where nothing does. */
function ArchiveQuestion({ field, onArchive, onClose }: ArchiveQuestionProps) {
  const inLanguage = useInLanguage();
  const [asks] = useSlot('field.archive');
  if (!asks) return null;
  return (
    <Suspense fallback={null}>
      <asks.Panel
        fieldKey={field.key}
        label={inLanguage(field.label)}
        onArchive={onArchive}
        onClose={onClose}
      />
    </Suspense>
  );
}
