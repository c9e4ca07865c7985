import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type FeedSource, type FeedState, nextEntries } from './merge-feeds.ts';
import type { TimelineEntry } from './timeline.tsx';

const signal = new AbortController().signal;
const entry = (key: string, minute: number): TimelineEntry => ({
  key,
  at: new Date(minute * 60_000).toISOString(),
  title: key,
});

function sourceOf(key: string, minutes: number[], pageSize: number): FeedSource {
  const entries = minutes
    .toSorted((one, other) => other - one)
    .map((minute, index) => entry(`${key}${index}`, minute));
  return {
    key,
    read: async (cursor) => {
      const from = Number(cursor ?? 0);
      const next = from + pageSize;
      return { entries: entries.slice(from, next), next: next < entries.length ? String(next) : null };
    },
  };
}

async function readAll(sources: FeedSource[], wanted: number): Promise<TimelineEntry[]> {
  const all: TimelineEntry[] = [];
  let rest: FeedState | null = {};
  while (rest) {
    const page = await nextEntries(sources, rest, wanted, signal);
    all.push(...page.entries);
    rest = page.rest;
  }
  return all;
}

test('every entry of every source comes once, newest first, however the pages are cut', async () => {
  const minutes = fc.array(fc.integer({ min: 0, max: 500 }), { maxLength: 30 });
  const size = fc.integer({ min: 1, max: 7 });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(minutes, size), { maxLength: 4 }), size, async (given, wanted) => {
      const sources = given.map(([each, pageSize], index) => sourceOf(`s${index}-`, each, pageSize));
      const all = await readAll(sources, wanted);
      const times = all.map(({ at }) => Date.parse(at));
      expect(times).toEqual(times.toSorted((one, other) => other - one));
      expect(new Set(all.map(({ key }) => key)).size).toBe(given.flatMap(([each]) => each).length);
      expect(all).toHaveLength(given.flatMap(([each]) => each).length);
    }),
  );
});

test('a source that fails fails the page, so that no gap looks like silence', async () => {
  const broken: FeedSource = { key: 'b', read: () => Promise.reject(new Error('down')) };
  await expect(nextEntries([sourceOf('a', [1], 5), broken], {}, 5, signal)).rejects.toThrow('down');
});
