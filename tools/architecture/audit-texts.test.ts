import { expect, test } from 'vitest';
import { auditedActionsHaveTexts } from './audit-texts.ts';
import type { Project } from './project.ts';

function project(files: Record<string, string>): Project {
  return {
    files: Object.keys(files),
    read: (path: string) => files[path]!,
    domains: [],
    contracts: [],
  } as unknown as Project;
}

const messages = JSON.stringify({ audited: { things: { made: 'Made a thing' } } });

test('an action without a text, also one of two and the ends of an export, is a breach', () => {
  const source = `
    await ctx.audit('things.made', subject);
    await inner.audit(
      into ? 'things.binned' : 'things.restored', subject);
    await auditedExport(ctx, { name: 'things', subject: 'things', filter });`;
  const found = auditedActionsHaveTexts(
    project({ 'src/things/things.ts': source, 'src/things/messages/en.json': messages }),
  );
  expect(found.map(({ message }) => message.split(' ')[3])).toEqual([
    'things.binned',
    'things.restored',
    'things.export_started',
    'things.exported',
  ]);
});
