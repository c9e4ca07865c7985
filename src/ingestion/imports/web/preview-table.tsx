import { useTranslation } from 'react-i18next';
import { useTextOfTold } from '#customers/public.web.ts';
import { Badge } from '#platform/ui/badge.tsx';
import { DataTable } from '#platform/ui/data-table.tsx';
import type { Format } from '#platform/ui/format.ts';
import { useFormat } from '#platform/ui/session.tsx';
import type { Column } from '#platform/ui/table-column.ts';
import { type FieldKey, fieldCatalogue } from '../reading/fields.contract.ts';
import type { Mapping, Preview, PreviewRow, Problem } from '../reading/reading.contract.ts';
import { type FillableField, useFillableFields } from './fillable-fields.ts';
import { fieldValue } from './golden-names.ts';
import { fieldName, reasonText } from './import-words.ts';
import { columnOf } from './mapping-edits.ts';
import { isGuest, isMarked, namedColumns, reversal, shownFields } from './sample-rows.ts';

/** The first rows of the file as they would be stored; what cannot be read is marked where it stands. */
export function PreviewTable({ preview, mapping }: { preview: Preview; mapping: Mapping }) {
  const { t } = useTranslation('ingestion');
  return (
    <DataTable
      framed
      dense
      maxHeight={520}
      label={t('check.caption')}
      columns={useColumns(mapping, preview.sample)}
      rows={preview.sample}
      rowKey={(row) => String(row.row)}
      empty={<p className="pn-soft">{t('check.noRows')}</p>}
    />
  );
}

function useColumns(mapping: Mapping, sample: PreviewRow[]): Column<PreviewRow>[] {
  const { t } = useTranslation('ingestion');
  const format = useFormat();
  const own = useFillableFields(mapping);
  const textOfTold = useTextOfTold();
  const wordsOf = (customField: string | undefined, value: string | null | undefined) =>
    (customField && value ? textOfTold(`field.${customField}`, value) : value) ?? value ?? '';
  const marks: Column<PreviewRow> = {
    key: 'marks',
    header: t('check.marks'),
    width: sample.some((row) => row.status === 'failed') ? 280 : 120,
    cell: (row) => <Marks row={row} mapping={mapping} own={own} />,
  };
  return [
    {
      key: 'row',
      header: t('rows.row'),
      width: 52,
      grow: 0,
      align: 'end',
      cell: (row) => format.number(row.row),
    },
    ...(sample.some(isMarked) ? [marks] : []),
    ...shownFields(mapping).map((field): Column<PreviewRow> => {
      const reading = fieldCatalogue[field].reading;
      const wide = field === 'product.name' || field === 'customer.address' || field === 'customer.name';
      return {
        key: field,
        header: fieldName(field),
        width: wide ? 220 : reading === 'instant' ? 180 : 112,
        align: reading === 'decimal' ? 'end' : undefined,
        cell: (row) => <Value row={row} field={field} mapping={mapping} format={format} />,
      };
    }),
    ...namedColumns(mapping).map(
      ({ key, column, customField, name }): Column<PreviewRow> => ({
        key,
        header: own.find((field) => field.key === customField)?.label ?? name ?? customField ?? '',
        width: 112,
        cell: (row) => <Named row={row} column={column} value={wordsOf(customField, row.values[key])} />,
      }),
    ),
  ];
}

/** A value of a field that has a name of its own; what does not fit is marked where it stands. */
function Named({ row, column, value }: { row: PreviewRow; column: number; value: string }) {
  const raw = row.cells[column] ?? '';
  const problem = row.problems.find((each) => each.column === column);
  if (problem)
    return (
      <span className="im-problem" data-tone="attention" title={reasonText(problem.code)}>
        {raw || '∅'}
        <span className="pn-hidden"> {reasonText(problem.code)}</span>
      </span>
    );
  return (
    <span className={value ? undefined : 'pn-faint'} title={raw}>
      {value || '–'}
    </span>
  );
}

/** What is special about a row, in words. */
function Marks({ row, mapping, own }: { row: PreviewRow; mapping: Mapping; own: FillableField[] }) {
  const { t } = useTranslation('ingestion');
  const worst = row.problems[0];
  if (row.status === 'failed' && worst) {
    const words = problemWords(worst, mapping, own);
    return (
      <span className="im-reason" title={words}>
        {words}
      </span>
    );
  }
  if (row.status === 'blank') return <Badge>{t('check.blankRow')}</Badge>;
  if (row.status === 'thin') return <Badge>{t('check.thinRow')}</Badge>;
  const back = reversal(row);
  return (
    <span className="im-marks">
      {back ? <Badge tone="info">{t(`check.${back}`)}</Badge> : null}
      {isGuest(row) ? <Badge>{t('check.guest')}</Badge> : null}
    </span>
  );
}

function problemWords({ code, column }: Problem, mapping: Mapping, own: FillableField[]): string {
  const mapped = mapping.columns.find((each) => each.column === column);
  if (!mapped) return reasonText(code);
  const label = own.find(({ key }) => key === mapped.customField)?.label ?? fieldName(mapped.field);
  return `${label} · ${reasonText(code)}`;
}

interface ValueProps {
  row: PreviewRow;
  field: FieldKey;
  mapping: Mapping;
  format: Format;
}

/** One value as it will be stored; hovering shows what stands in the file. */
function Value({ row, field, mapping, format }: ValueProps) {
  const column = columnOf(mapping, field);
  const raw = column === null ? '' : (row.cells[column] ?? '');
  const problem = row.problems.find((each) => each.column === column);
  const value = row.values[field];
  if (problem) {
    const failed = row.status === 'failed';
    return (
      <span
        className="im-problem"
        data-tone={failed ? 'danger' : 'attention'}
        title={reasonText(problem.code)}
      >
        {raw || '∅'}
        <span className="pn-hidden"> {reasonText(problem.code)}</span>
      </span>
    );
  }
  const shown = value ?? (field === 'order.type' || field === 'order.status' ? raw : '');
  return (
    <span className={shown ? undefined : 'pn-faint'} title={raw}>
      {written(shown, field, format)}
    </span>
  );
}

function written(value: string, field: FieldKey, format: Format): string {
  if (!value) return '–';
  const { reading } = fieldCatalogue[field];
  if (reading === 'instant') return format.dateTime(value);
  if (reading === 'decimal') return field === 'line.quantity' ? format.number(value) : priceOf(value, format);
  return fieldValue(field, value, format.nameOf);
}

/** With two places at least, as prices are written; more where the file has more. */
function priceOf(value: string, format: Format): string {
  const places = value.split('.')[1]?.length ?? 0;
  return places > 2 ? format.number(value) : format.number(value, 2);
}
