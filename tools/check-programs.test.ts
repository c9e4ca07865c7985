import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { filesInNoProgram } from './check-programs.ts';

test('a file that no program compiles is found, tracked or new', () => {
  const folder = mkdtempSync(join(tmpdir(), 'perennial-programs-'));
  try {
    execFileSync('git', ['init', '--quiet', folder]);
    writeFileSync(join(folder, 'a.ts'), 'export {};');
    writeFileSync(join(folder, 'forgotten.tsx'), 'export {};');
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ files: ['a.ts'] }));
    expect(filesInNoProgram(folder, ['tsconfig.json'])).toEqual(['forgotten.tsx']);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
