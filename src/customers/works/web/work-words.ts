import i18next from 'i18next';
import { downloadUrl } from '#platform/ui/client.ts';
import type { Format } from '#platform/ui/format.ts';
import type { Work } from '../work.contract.ts';
import { worksContract } from '../works.contract.ts';

export const isActive = (work: Work) => work.state === 'queued' || work.state === 'running';

export const throughOf = ({ done, unchanged, refused }: Work) => done + unchanged + refused;

/** The address of an export's file. */
export const fileUrl = ({ id }: Work) => downloadUrl(worksContract.endpoints.exportFile, { id });

/** What is done, in a few words: "Tag customers “VIP”". */
export function titleOf(work: Work, nameOf: (userId: string) => string, format: Format): string {
  const t = i18next.getFixedT(null, 'customers');
  const { kind, about } = work;
  if (kind === 'assign')
    return about.ownerId === null
      ? t('work.title.release')
      : t('work.title.assign', { name: about.ownerId === undefined ? '…' : nameOf(about.ownerId) });
  if (kind === 'edit') {
    const field = about.label ?? t(`field.${about.field}`);
    const value = valueText(about.field ?? '', about.value ?? null, format);
    return value === null ? t('work.title.clear', { field }) : t('work.title.edit', { field, value });
  }
  return t(`work.title.${kind}`, { name: '…', from: '…', into: '…', ...about });
}

function valueText(field: string, value: string | null, format: Format): string | null {
  if (value === null) return null;
  if (field.startsWith('field.') && (value === 'true' || value === 'false'))
    return i18next.t(`customers:fields.${value === 'true' ? 'yes' : 'no'}`);
  if (field === 'country') return format.nameOf('region', value);
  if (field === 'language') return format.nameOf('language', value);
  return field === 'gender' ? i18next.t(`customers:gender.${value}`) : value;
}

/** What came of it, in one line; undefined where nobody was met. */
export function outcomeText(work: Work, format: Format): string | undefined {
  const t = i18next.getFixedT(null, 'customers');
  if (work.kind === 'export')
    return work.done > 0
      ? t('work.exported', { count: work.done, shown: format.number(work.done) })
      : undefined;
  const words = (['done', 'unchanged', 'refused'] as const)
    .filter((outcome) => work[outcome] > 0)
    .map((outcome) =>
      t(`work.outcome.${outcome}`, { count: work[outcome], shown: format.number(work[outcome]) }),
    );
  return words.length > 0 ? words.join(format.punctuation.comma) : undefined;
}
