import i18next from 'i18next';
import { call } from '#platform/ui/client.ts';
import { type Language, makeFormat } from '#platform/ui/format.ts';
import type { WorkItem } from '#platform/ui/page.ts';
import { codeText } from '#platform/ui/problem.ts';
import type { Work } from '../work.contract.ts';
import { worksContract } from '../works.contract.ts';
import { isActive, outcomeText, throughOf, titleOf } from './work-words.ts';

const { works, cancelWork, retryWork } = worksContract.endpoints;
const shown = 50;

/** Work on customers that waits or runs, and that which ended within this time. */
export async function readWork(signal: AbortSignal, withinMs: number): Promise<WorkItem[]> {
  const { items } = await call(works, { limit: shown }, { signal });
  const since = Date.now() - withinMs;
  return items.filter((work) => isActive(work) || Date.parse(work.finishedAt ?? '') > since).map(workItem);
}

function workItem(work: Work): WorkItem {
  const format = makeFormat({ language: i18next.language as Language, timeZone: 'UTC' });
  const note = work.error ? codeText(work.error.code, work.error.values) : outcomeText(work, format);
  return {
    key: `customers-${work.id}`,
    label: titleOf(work, () => i18next.t('customers:work.colleague'), format),
    state: work.state === 'queued' ? 'waiting' : work.state,
    done: throughOf(work),
    total: work.total,
    restMs: work.secondsLeft === null ? null : work.secondsLeft * 1_000,
    to: `/customers/works/${work.id}`,
    endedAt: work.finishedAt,
    ...(note ? { note } : {}),
    ...(work.repeatable && work.state === 'failed' ? { retry: () => repeated(work.id) } : {}),
    ...(work.kind === 'merge_tag' ? {} : { cancel: () => cancelled(work.id) }),
  };
}

async function cancelled(id: string): Promise<void> {
  await call(cancelWork, { id });
}

async function repeated(id: string): Promise<void> {
  await call(retryWork, { id });
}
