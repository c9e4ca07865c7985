import { useTranslation } from 'react-i18next';
import { Select } from '#platform/ui/select.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import { type FieldKey, fieldCatalogue } from '../reading/fields.contract.ts';
import type { ColumnProfile, Mapping, Preview, ProposedColumn } from '../reading/reading.contract.ts';
import { columnName } from './column-name.ts';
import './columns.css';
import { FieldSelect } from './field-select.tsx';
import { assignField, fieldOf, readDatesAs } from './mapping-edits.ts';
import type { DraftKeeping } from './use-draft.ts';

export interface ColumnTableProps {
  mapping: Mapping;
  preview: Preview;
  keep: DraftKeeping['keep'];
}

/** The columns of the file: what stands in them, and what each is read as. */
export function ColumnTable({ mapping, preview, keep }: ColumnTableProps) {
  const { t } = useTranslation('ingestion');
  const nameOf = (column: number) => columnName(preview.columns[column], column, t);
  return (
    <table className="im-columns">
      <caption className="pn-hidden">{t('columns.caption')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('columns.column')}</th>
          <th scope="col">{t('columns.values')}</th>
          <th scope="col">{t('columns.readAs')}</th>
        </tr>
      </thead>
      <tbody>
        {preview.columns.map((profile) => (
          <ColumnRow
            key={profile.column}
            profile={profile}
            mapping={mapping}
            proposed={preview.proposal.columns.find((each) => each.column === profile.column)}
            nameOf={nameOf}
            onChange={(next) => keep({ mapping: next })}
          />
        ))}
      </tbody>
    </table>
  );
}

interface ColumnRowProps {
  profile: ColumnProfile;
  mapping: Mapping;
  proposed: ProposedColumn | undefined;
  nameOf: (column: number) => string;
  onChange: (mapping: Mapping) => void;
}

function ColumnRow({ profile, mapping, proposed, nameOf, onChange }: ColumnRowProps) {
  const { t } = useTranslation('ingestion');
  const { column } = profile;
  const name = nameOf(column);
  const field = fieldOf(mapping, column);
  return (
    <tr data-unread={field === null || undefined}>
      <th scope="row">
        <span className="im-column-name">{name}</span>
        <ColumnFacts profile={profile} />
      </th>
      <td className="im-examples">
        <Examples profile={profile} />
      </td>
      <td>
        <FieldSelect
          label={t('columns.readColumnAs', { column: name })}
          column={column}
          field={field}
          mapping={mapping}
          nameOf={nameOf}
          onChange={(next) => onChange(assignField(mapping, profile, next))}
        />
        <Why field={field} proposed={proposed} />
        <DateOrder profile={profile} field={field} mapping={mapping} onChange={onChange} />
      </td>
    </tr>
  );
}

function ColumnFacts({ profile }: { profile: ColumnProfile }) {
  const { t } = useTranslation('ingestion');
  const format = useFormat();
  const type = t(`columns.type.${profile.type}`);
  if (profile.type === 'empty') return <span className="im-column-facts">{type}</span>;
  // Never rounded up to all: one empty value in a thousand is what people look for here.
  const share = Math.floor(profile.fillRate * 1_000) / 1_000;
  const filled =
    share === 1 ? t('columns.alwaysFilled') : t('columns.filled', { share: format.percent(share) });
  return (
    <span className="im-column-facts">
      {type}
      {format.punctuation.comma}
      {filled}
    </span>
  );
}

function Examples({ profile }: { profile: ColumnProfile }) {
  const { t } = useTranslation('ingestion');
  if (profile.examples.length === 0) return <span className="pn-faint">{t('columns.noValues')}</span>;
  return profile.examples.slice(0, 3).map((example) => (
    <span key={example} className="im-example" title={example}>
      {example}
    </span>
  ));
}

const sureFrom = 0.75;

/** Why the column was given its field. */
function Why({ field, proposed }: { field: FieldKey | null; proposed: ProposedColumn | undefined }) {
  const { t } = useTranslation('ingestion');
  const format = useFormat();
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
  profile: ColumnProfile;
  field: FieldKey | null;
  mapping: Mapping;
  onChange: (mapping: Mapping) => void;
}

/** Day or month first, where the column writes dates with the year last. */
function DateOrder({ profile, field, mapping, onChange }: DateOrderProps) {
  const { t } = useTranslation('ingestion');
  const reading = mapping.columns.find((each) => each.column === profile.column)?.reading;
  const dated =
    field !== null &&
    (fieldCatalogue[field].reading === 'instant' || fieldCatalogue[field].reading === 'birthday');
  if (!dated || !reading?.dateOrder) return null;
  const example = profile.examples[0] ?? '';
  return (
    <div className="im-date-order">
      <Select
        quiet
        label={t('columns.dateOrder')}
        value={reading.dateOrder}
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
