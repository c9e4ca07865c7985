import i18next from 'i18next';
import { call } from '#platform/ui/client.ts';
import type { WorkItem } from '#platform/ui/page.ts';
import { type AuditCheck, auditContract } from '../audit.contract.ts';

const { chain, startCheck } = auditContract.endpoints;

const states = { running: 'running', intact: 'done', broken: 'failed', interrupted: 'failed' } as const;

/** The last check of the audit log, while it runs and where it ended within this time. */
export async function readWork(signal: AbortSignal, withinMs: number): Promise<WorkItem[]> {
  const { check } = await call(chain, {}, { signal });
  if (!check) return [];
  const since = Date.now() - withinMs;
  const isShown = check.state === 'running' || Date.parse(check.finishedAt ?? check.startedAt) > since;
  return isShown ? [workItem(check)] : [];
}

function workItem(check: AuditCheck): WorkItem {
  return {
    key: `audit-check-${check.id}`,
    label: i18next.t('admin:jobs.name.check-audit'),
    state: states[check.state],
    done: Number(check.checked),
    total: check.total === '0' ? null : Number(check.total),
    to: '/settings/audit',
    endedAt: check.finishedAt ?? check.startedAt,
    note: i18next.t(`admin:audit.chain.${check.state}`),
    ...(check.state === 'interrupted' ? { retry: startAgain } : {}),
  };
}

async function startAgain(): Promise<void> {
  await call(startCheck, {});
}
