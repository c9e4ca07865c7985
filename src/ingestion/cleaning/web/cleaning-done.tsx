import { useTranslation } from 'react-i18next';
import { useEndpoint } from '#platform/ui/endpoint-hooks.ts';
import { Section } from '#platform/ui/page-header.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import { type ImportDetail, importsContract } from '../../imports/imports.contract.ts';
import { isProblemCode } from '../../imports/reading/problems.contract.ts';
import './cleaning-done.css';
import { useRules } from './use-rules.ts';

/** What cleaning did in an import, by column: rules with the rows that they changed, and what could not be read. */
export function CleaningDone({ row }: { row: ImportDetail }) {
  const { t } = useTranslation('ingestion');
  const format = useFormat();
  const { titleOf } = useRules();
  const { data } = useEndpoint(importsContract.endpoints.cleanings, { id: row.id });
  if (!data || data.items.length === 0) return null;
  const columns = [...new Set(data.items.map(({ column }) => column))].toSorted((a, b) => a - b);
  return (
    <Section
      title={t('cleaning.doneTitle')}
      count={t('cleaning.doneRows', { count: row.cleaned, shown: format.number(row.cleaned) })}
      note={t('cleaning.doneNote')}
    >
      <table className="im-done">
        <caption className="pn-hidden">{t('cleaning.doneTitle')}</caption>
        <tbody>
          {columns.map((column) => {
            const items = data.items.filter((item) => item.column === column);
            return (
              <tr key={column}>
                <th scope="row">{items[0]?.header || t('columns.unnamed', { number: column + 1 })}</th>
                <td>
                  <ul>
                    {items
                      .toSorted((one, other) => other.rows - one.rows)
                      .map(({ code, rows }) => (
                        <li key={code} data-tone={isProblemCode(code) ? 'attention' : undefined}>
                          <span>{titleOf(code)}</span>
                          <b>{t('cleaning.rows', { count: rows, shown: format.number(rows) })}</b>
                        </li>
                      ))}
                  </ul>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Section>
  );
}
