import type { Context, NotificationKind } from '#platform/db/context.ts';
import { type ImportRecord, namedImports } from './imports.queries.ts';

const byUser = /^user:(\d+)$/;

/** Tells the user who made an import that it has ended; what the command line began is told nobody. */
export async function tellEnded(ctx: Context, record: ImportRecord, state: 'done' | 'failed'): Promise<void> {
  const userId = byUser.exec(record.created_by)?.[1];
  if (userId === undefined) return;
  const key = `import:${record.id}:${record.epoch}`;
  await ctx.notify([{ userId, kind: `ingestion.import_${state}`, key, subject: { importId: record.id } }]);
}

/** Tells whoever last asked for it that an import is taken back. */
export async function tellUndone(ctx: Context, record: ImportRecord): Promise<void> {
  const userId = byUser.exec(record.undo_asked_by ?? '')?.[1];
  if (userId === undefined) return;
  const subject = { importId: record.id };
  await ctx.notify([{ userId, kind: 'ingestion.undo_done', key: `undo:${record.id}`, subject }]);
}

function importKind(name: 'import_done' | 'import_failed' | 'undo_done'): NotificationKind {
  return {
    kind: `ingestion.${name}`,
    needs: 'ingestion.read',
    async describe(ctx, notifications) {
      const idOf = (subject: unknown) => (subject as { importId: string }).importId;
      const found = await namedImports(
        ctx,
        notifications.map(({ subject }) => idOf(subject)),
      );
      return new Map(
        notifications.flatMap(({ id, subject }) => {
          const named = found.get(idOf(subject));
          if (!named) return [];
          const count = Number(name === 'undo_done' ? named.kept : named.failed);
          const values = { title: named.title, count };
          return [[id, { values, to: `/imports/${named.id}` }] as const];
        }),
      );
    },
  };
}

export const importKinds: NotificationKind[] = [
  importKind('import_done'),
  importKind('import_failed'),
  importKind('undo_done'),
];
