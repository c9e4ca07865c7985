import type { TFunction } from 'i18next';
import i18next from 'i18next';
import type { Tone } from '#platform/ui/badge.tsx';
import type { Format } from '#platform/ui/format.ts';
import type { ImportRow, ImportSums } from '../imports.contract.ts';
import { type FieldKey, fieldCatalogue } from '../reading/fields.contract.ts';
import { isProblemCode, problemCatalogue } from '../reading/problems.contract.ts';
import type { Preview } from '../reading/reading.contract.ts';
import { outcomes } from './sums.ts';

type Words = { en: string; zh: string };

const spoken = (words: Words): string => (i18next.language === 'zh' ? words.zh : words.en);

export function fieldName(field: FieldKey): string {
  return spoken(fieldCatalogue[field]);
}

/** Why a row or value was not taken as it stands. */
export function reasonText(code: string): string {
  return isProblemCode(code) ? spoken(problemCatalogue[code]) : code;
}

/** Why an import as a whole broke off. */
export function breakOffText({ code, values }: NonNullable<ImportRow['error']>): string {
  const key = `ingestion:errors.${code.replace(/^ingestion\./, '')}`;
  return i18next.exists(key) ? i18next.t(key, { ...values }) : i18next.t('ui:errors.fault');
}

/** The name under which people know an import: its file, or the demo shop with its size. */
export function titleOf(row: Pick<ImportRow, 'kind' | 'title'>, t: TFunction<'ingestion'>, format: Format) {
  if (row.kind !== 'demo') return row.title;
  const size = /^demo (\d+)/.exec(row.title)?.[1];
  return size ? t('title.demo', { customers: format.number(size) }) : t('title.demoPlain');
}

/** The name of a draft: its file, with the sheet or entry that is read of it. */
export function draftTitle({ title, part }: Pick<ImportRow, 'title' | 'part'>): string {
  return part === null || title.includes(part) ? title : `${title} · ${part}`;
}

/** "About 12,300 rows": a guess from the head of a file is told in three digits, which is as exact as it gets. */
export function rowCountText(
  { count, exact, atLeast }: Preview['rows'],
  t: TFunction<'ingestion'>,
  format: Format,
): string {
  const rows = exact || atLeast ? format.number(count) : format.number(Number(count.toPrecision(3)));
  return t(exact ? 'format.rows' : atLeast ? 'format.leastRows' : 'format.aboutRows', { count, rows });
}

/** "40 new, 2 failed": what became of the rows, without what did not happen. */
export function outcomeWords(sums: ImportSums, t: TFunction<'ingestion'>, format: Format): string {
  return outcomes
    .filter((outcome) => sums[outcome] > 0)
    .map((outcome) => t(`recent.${outcome}`, { shown: format.number(sums[outcome]) }))
    .join(format.punctuation.comma);
}

export interface StateWords {
  tone: Tone;
  key: string;
}

/** The state as people see it: a finished import with failed rows wants attention. */
export function stateOf(row: ImportRow): StateWords {
  if (row.cancelRequested && row.state === 'running') return { tone: 'info', key: 'stopping' };
  if (row.state === 'done' && row.failed > 0) return { tone: 'attention', key: 'partly' };
  const tones: Record<ImportRow['state'], Tone> = {
    draft: 'neutral',
    queued: 'info',
    running: 'info',
    done: 'good',
    failed: 'danger',
    cancelled: 'neutral',
    undoing: 'info',
    undone: 'neutral',
  };
  return { tone: tones[row.state], key: row.state };
}
