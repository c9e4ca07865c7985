import { expect, test } from 'vitest';
import { cleaningRulesPage } from './cleaning-rules.ts';

test('the page of cleaning rules shows what each does, with invisible characters made visible', () => {
  const told = { en: 'Tidied', zh: '整理' };
  const rule = { title: told, reason: told, readings: ['name'], byDefault: true, always: false };
  const page = cleaningRulesPage([
    {
      ...rule,
      code: 'text.tidy',
      does: 'change',
      examples: [
        { before: ' a\u200b\nb', after: 'a b' },
        { before: '-', after: null },
      ],
    },
    {
      ...rule,
      code: 'email.typo',
      does: 'check',
      byDefault: false,
      examples: [{ before: 'a|b', after: null }],
    },
  ]);
  expect(page).toContain('## `text.tidy`\n\nTidied · 整理');
  expect(page).toContain('Rule, on by default. Fields: `name`.');
  expect(page).toContain('| `\\u0020a\\u200b\\u000ab` | `a b` |');
  expect(page).toContain('| `-` | left out |');
  expect(page).toContain('Check, off by default.');
  expect(page).toContain('| `a\\|b` |  |');
});
