import { gzipSync } from 'node:zlib';
import { below, openStream } from '../../demo/random.ts';
import { foreignFiles, hostileArchives } from './hostile-archives.fixtures.ts';
import type { HostileFile, Outcome } from './hostile-texts.fixtures.ts';
import { goodWorkbook, hostileWorkbooks } from './hostile-workbooks.fixtures.ts';
import { zipOf } from './zip.fixtures.ts';

const broken: Outcome = { code: 'ingestion.file_broken' };

/** Good files cut off, turned over in single bytes, and noise; the same for the same seed. */
function damaged(seed: number): [string, Buffer, Outcome][] {
  const stream = openStream(seed, 0, 1);
  const files: [string, Buffer, Outcome][] = [];
  const packed = zipOf([{ name: 'a.csv', content: '姓名,手机\n张伟,13812345678\n'.repeat(50) }]);
  const gzip = gzipSync('姓名,手机\n张伟,13812345678\n'.repeat(50));
  for (const [name, content] of [
    ['workbook', goodWorkbook],
    ['zip', packed],
    ['gzip', gzip],
  ] as const) {
    for (let part = 1; part <= 8; part++) {
      const cut = content.subarray(0, Math.floor((content.length * part) / 9));
      files.push([`a ${name} cut off at ${part} ninths`, cut, broken]);
    }
    for (let time = 0; time < 20; time++) {
      const turned = Buffer.from(content);
      const at = below(stream, turned.length);
      turned[at] = turned[at]! ^ (1 << below(stream, 8));
      files.push([`a ${name} with byte ${at} turned, ${time}`, turned, 'any']);
    }
  }
  for (let time = 0; time < 20; time++) {
    const noise = Buffer.from(Array.from({ length: 2000 }, () => below(stream, time % 2 === 0 ? 256 : 128)));
    files.push([`noise ${time}`, noise, 'any']);
  }
  return files;
}

/** Workbooks, archives, compressed and foreign files of every kind of hostility. */
export function hostilePacked(seed: number): HostileFile[] {
  return [...hostileWorkbooks, ...hostileArchives, ...foreignFiles, ...damaged(seed)].map(
    ([name, content, outcome]) => ({
      name,
      content,
      outcome,
    }),
  );
}
