import { Lock } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { Input } from '#platform/ui/field.tsx';
import { Select } from '#platform/ui/select.tsx';
import { useFormat, useMay } from '#platform/ui/session.tsx';
import { type FieldKey, fieldCatalogue } from '../reading/fields.contract.ts';
import type { MappedColumn, Mapping, PreviewColumn, ProposedColumn } from '../reading/reading.contract.ts';
import { FieldSelect } from './field-select.tsx';
import { MakeField } from './make-field.tsx';
import { assignField, mappedAt, nameOwnField, readDatesAs } from './mapping-edits.ts';

export interface ReadAsProps {
  name: string;
  profile: PreviewColumn;
  mapping: Mapping;
  proposed: ProposedColumn | undefined;
  nameOf: (column: number) => string;
  onChange: (mapping: Mapping) => void;
}

/** Which field a column is read into, why that was proposed, and what has to be known to read it. */
export function ReadAs({ name, profile, mapping, proposed, nameOf, onChange }: ReadAsProps) {
  const { t } = useTranslation('ingestion');
  const mapped = mappedAt(mapping, profile.column);
  const field = mapped?.field ?? null;
  const assign = (next: FieldKey | null, customField?: string) =>
    onChange(assignField(mapping, profile, next, customField));
  return (
    <>
      <FieldSelect
        label={t('columns.readColumnAs', { column: name })}
        column={profile.column}
        field={field}
        mapping={mapping}
        nameOf={nameOf}
        onChange={assign}
      />
      {mapped?.name === undefined ? null : (
        <OwnFieldName
          key={mapped.name}
          column={name}
          value={mapped.name}
          onChange={(next) => onChange(nameOwnField(mapping, profile.column, next))}
        />
      )}
      {profile.sensitive ? <Sensitive read={field === 'customer.resident_id'} /> : null}
      {field === null && mapping.as === 'customers' && !profile.sensitive && profile.type !== 'empty' ? (
        <Button size="small" tone="quiet" onClick={() => assign('customer.custom')}>
          {t('columns.keepAsOwn')}
        </Button>
      ) : null}
      {(field === null || field === 'customer.custom') && !profile.sensitive && profile.type !== 'empty' ? (
        <MakeField column={profile} mapping={mapping} onChange={onChange} />
      ) : null}
      {mapped?.name === undefined && mapped?.customField === undefined ? (
        <Why field={field} proposed={proposed} sensitive={profile.sensitive} />
      ) : null}
      <DateOrder profile={profile} mapped={mapped} mapping={mapping} onChange={onChange} />
    </>
  );
}

/** Under which name an own field is kept; stored when the field is left. */
function OwnFieldName(props: { column: string; value: string; onChange: (name: string) => void }) {
  const { t } = useTranslation('ingestion');
  const [text, setText] = useState(props.value);
  return (
    <div className="im-own-name">
      <span aria-hidden>{t('columns.ownName')}</span>
      <Input
        value={text}
        maxLength={100}
        aria-label={t('columns.ownNameOf', { column: props.column })}
        onChange={setText}
        onBlur={() => {
          if (text.trim() !== props.value) props.onChange(text);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur();
        }}
      />
    </div>
  );
}

/** Identity numbers: left alone unless somebody wants them, and never shown in full. */
function Sensitive({ read }: { read: boolean }) {
  const { t } = useTranslation('ingestion');
  const may = useMay();
  const unread = may('customers.sensitive') ? 'columns.sensitiveUnread' : 'columns.sensitiveNotAllowed';
  return (
    <p className="im-sensitive" data-tone={read ? 'attention' : undefined}>
      <Lock aria-hidden />
      <span>{t(read ? 'columns.sensitiveRead' : unread)}</span>
    </p>
  );
}

const sureFrom = 0.75;

interface WhyProps {
  field: FieldKey | null;
  proposed: ProposedColumn | undefined;
  sensitive: boolean;
}

/** Why the column was given its field. */
function Why({ field, proposed, sensitive }: WhyProps) {
  const { t } = useTranslation('ingestion');
  const format = useFormat();
  if (sensitive) return null;
  if (!proposed || field !== proposed.field) return <span className="im-why">{t('columns.why.chosen')}</span>;
  if (field === null) return null;
  const unsure = proposed.confidence < sureFrom;
  const why = t(`columns.why.${proposed.why}`, { word: proposed.matched });
  return (
    <span className="im-why" data-tone={unsure ? 'attention' : undefined}>
      {why}
      {format.punctuation.comma}
      {unsure
        ? t('columns.unsure', { share: format.percent(proposed.confidence, 0) })
        : t('columns.sure', { share: format.percent(proposed.confidence, 0) })}
    </span>
  );
}

interface DateOrderProps {
  profile: PreviewColumn;
  mapped: MappedColumn | undefined;
  mapping: Mapping;
  onChange: (mapping: Mapping) => void;
}

/** Day or month first, where the column writes dates with the year last. */
function DateOrder({ profile, mapped, mapping, onChange }: DateOrderProps) {
  const { t } = useTranslation('ingestion');
  const reading = mapped && fieldCatalogue[mapped.field].reading;
  const dated = reading === 'instant' || reading === 'birthday';
  if (!dated || !mapped?.reading.dateOrder) return null;
  // 02/02 would show nothing.
  const isTelling = (text: string) => new Set(text.match(/\d+/g)?.slice(0, 2)).size === 2;
  const example = profile.examples.find(isTelling) ?? profile.examples[0] ?? '';
  return (
    <div className="im-date-order">
      <Select
        quiet
        label={t('columns.dateOrder')}
        value={mapped.reading.dateOrder}
        options={[
          { value: 'dmy', label: t('columns.dayFirst') },
          { value: 'mdy', label: t('columns.monthFirst') },
        ]}
        onChange={(order) => onChange(readDatesAs(mapping, profile.column, order as 'dmy' | 'mdy'))}
      />
      {profile.dateOrderGuessed ? (
        <span className="im-why" data-tone="attention">
          {t('columns.dateGuessed', { example })}
        </span>
      ) : null}
    </div>
  );
}
