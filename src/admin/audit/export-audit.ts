import { auditedExport, type ExportPiece } from '#platform/audit/audited-export.ts';
import { csvLine } from '#platform/files/csv-line.ts';
import type { FileAnswer, StreamContext } from '#platform/http/bind.ts';
import type { AuditEntry } from './audit.contract.ts';
import { type AuditFilters, audit } from './audit.ts';

const entriesAtOnce = 1_000;

const exportColumns = [
  'entry_id',
  'seal',
  'occurred_at',
  'actor',
  'actor_name',
  'action',
  'subject',
  'via',
  'address',
  'user_agent',
  'detail',
] as const;

/**
 * The entries of a list as CSV, the newest first, with times in UTC to the microsecond; streamed. That somebody took
 * it is an entry itself.
 */
export async function exportAudit(ctx: StreamContext, filters: AuditFilters): Promise<FileAnswer> {
  const day = ctx.platform.clock.now().toISOString().slice(0, 10);
  return {
    contentType: 'text/csv; charset=utf-8',
    fileName: `audit-${day}.csv`,
    stream: await auditedExport(
      ctx,
      { name: 'audit', subject: 'audit', filter: { ...filters } },
      linesOf(ctx, filters),
    ),
  };
}

async function* linesOf(ctx: StreamContext, filters: AuditFilters): AsyncGenerator<ExportPiece> {
  yield { text: `\ufeff${csvLine(exportColumns)}`, rows: 0 };
  let cursor: string | undefined;
  do {
    const wanted = { ...filters, cursor, limit: entriesAtOnce };
    const { items, next } = await ctx.transact((inner) => audit(inner, wanted));
    yield { text: items.map(lineOf).join(''), rows: items.length };
    cursor = next ?? undefined;
  } while (cursor !== undefined && !ctx.signal.aborted);
}

function lineOf(entry: AuditEntry): string {
  const { id, seal, occurredAt, actor, actorName, action, subject, via, address, userAgent, detail } = entry;
  return csvLine([
    id,
    seal,
    occurredAt,
    actor,
    actorName,
    action,
    subject,
    via,
    address,
    userAgent,
    JSON.stringify(detail),
  ]);
}
