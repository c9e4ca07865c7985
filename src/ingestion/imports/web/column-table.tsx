import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import { ColumnCleaning } from '../../cleaning/web/column-cleaning.tsx';
import type { Mapping, Preview, PreviewColumn, ProposedColumn } from '../reading/reading.contract.ts';
import { columnName } from './column-name.ts';
import { ColumnValues } from './column-values.tsx';
import './columns.css';
import { fieldOf } from './mapping-edits.ts';
import { ReadAs } from './read-as.tsx';
import type { DraftKeeping } from './use-draft.ts';

export interface ColumnTableProps {
  mapping: Mapping;
  preview: Preview;
  /** What shows is still that of the mapping before the last change. */
  stale: boolean;
  keep: DraftKeeping['keep'];
}

const shownAtFirst = 80;

/** The columns of the file: what stands in them, what each is read as, and what cleaning makes of it. */
export function ColumnTable({ mapping, preview, stale, keep }: ColumnTableProps) {
  const { t } = useTranslation('ingestion');
  const format = useFormat();
  const [all, setAll] = useState(false);
  const nameOf = (column: number) => columnName(preview.columns[column], column, t);
  const shown = all ? preview.columns : preview.columns.slice(0, shownAtFirst);
  const hidden = preview.columns.length - shown.length;
  return (
    <>
      <table className="im-columns" aria-busy={stale}>
        <caption className="pn-hidden">{t('columns.caption')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('columns.column')}</th>
            <th scope="col">{t('columns.values')}</th>
            <th scope="col">{t('columns.readAs')}</th>
          </tr>
        </thead>
        {shown.map((profile) => (
          <ColumnRows
            key={profile.column}
            profile={profile}
            looked={preview.looked}
            mapping={mapping}
            proposed={preview.proposal.columns.find((each) => each.column === profile.column)}
            nameOf={nameOf}
            onChange={(next) => keep({ mapping: next })}
          />
        ))}
      </table>
      {hidden > 0 ? (
        <div className="im-columns-more">
          <Button onClick={() => setAll(true)}>
            {t('columns.more', { count: hidden, shown: format.number(hidden) })}
          </Button>
        </div>
      ) : null}
    </>
  );
}

interface ColumnRowsProps {
  profile: PreviewColumn;
  looked: number;
  mapping: Mapping;
  proposed: ProposedColumn | undefined;
  nameOf: (column: number) => string;
  onChange: (mapping: Mapping) => void;
}

/** One column: a row with its choice, and a row with what cleaning does in it. */
function ColumnRows(props: ColumnRowsProps) {
  const { profile, looked, mapping, nameOf, onChange } = props;
  const name = nameOf(profile.column);
  const field = fieldOf(mapping, profile.column);
  const read = field !== null;
  const cleaned = read && profile.cleaning !== null && profile.type !== 'empty';
  return (
    <tbody data-unread={!read || undefined}>
      <tr data-first>
        <th scope="row">
          <span className="im-column-name">{name}</span>
          <ColumnFacts profile={profile} />
        </th>
        <td className="im-examples">
          <ColumnValues profile={profile} field={field} />
        </td>
        <td>
          <ReadAs {...props} name={name} />
        </td>
      </tr>
      {cleaned ? (
        <tr>
          <td colSpan={3}>
            <ColumnCleaning
              name={name}
              profile={profile}
              looked={looked}
              mapping={mapping}
              onChange={onChange}
            />
          </td>
        </tr>
      ) : null}
    </tbody>
  );
}

function ColumnFacts({ profile }: { profile: PreviewColumn }) {
  const { t } = useTranslation('ingestion');
  const format = useFormat();
  const type = profile.sensitive ? t('columns.residentId') : t(`columns.type.${profile.type}`);
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
