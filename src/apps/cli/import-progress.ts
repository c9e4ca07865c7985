import { Presets, SingleBar } from 'cli-progress';
import type { ImportRow } from '#ingestion/imports/imports.contract.ts';
import { jsonLine, type Session } from './session.ts';
import type { Texts } from './texts.ts';

export interface ImportProgress {
  show(row: ImportRow): void;
  end(): void;
}

const jsonEveryMs = 1_000;
const lineEveryMs = 5_000;
const barSteps = 1_000;

/** A bar where somebody watches, a line of plain text now and then elsewhere, or JSON lines. */
export function progressFor({ terminal, texts }: Session, json: boolean): ImportProgress {
  const speed = speedometer();
  if (json) {
    return atMostEvery(jsonEveryMs, (row) => {
      const { id, state, progress, rowsIn, secondsLeft, waitsFor } = row;
      const event = {
        event: 'progress',
        id,
        state,
        progress,
        rowsIn,
        rowsPerSecond: speed(row),
        secondsLeft,
        ...(waitsFor ? { waitsFor } : {}),
      };
      terminal.out(jsonLine(event));
    });
  }
  if (terminal.bar) return barOn(terminal.bar, texts, speed);
  return atMostEvery(lineEveryMs, (row) => {
    const share = Math.floor(row.progress * 100);
    terminal.err(`${share} %  ${wordsOf(row, speed(row), texts)}`);
  });
}

function barOn(stream: NodeJS.WriteStream, texts: Texts, speed: (row: ImportRow) => number): ImportProgress {
  const bar = new SingleBar(
    { format: '{bar} {percentage} %  {words}', stream, hideCursor: true, barsize: 30, clearOnComplete: true },
    Presets.shades_classic,
  );
  bar.start(barSteps, 0, { words: '' });
  return {
    show(row) {
      bar.update(Math.floor(row.progress * barSteps), { words: wordsOf(row, speed(row), texts) });
    },
    end: () => bar.stop(),
  };
}

function wordsOf(
  { rowsIn, secondsLeft, state, waitsFor }: ImportRow,
  rowsPerSecond: number,
  texts: Texts,
): string {
  if (waitsFor) return texts.say(`progress.${waitsFor}`);
  if (state === 'queued') return texts.say('progress.waiting');
  const rest = secondsLeft === null ? '' : texts.say('progress.left', { time: durationOf(secondsLeft) });
  const speed = texts.say('progress.speed', { rows: texts.number(rowsPerSecond) });
  return texts.say('progress.rows', { rows: texts.number(rowsIn), speed, rest });
}

/** 75 is `1:15`. */
function durationOf(seconds: number): string {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  return shown.map((part, index) => (index === 0 ? String(part) : String(part).padStart(2, '0'))).join(':');
}

/** Rows in a second since the first look, which for a resumed import is not its start. */
function speedometer(): (row: ImportRow) => number {
  let first: { at: number; rowsIn: number } | undefined;
  return ({ rowsIn }) => {
    const now = performance.now();
    first ??= { at: now, rowsIn };
    const seconds = (now - first.at) / 1_000;
    return seconds < 0.2 ? 0 : Math.round((rowsIn - first.rowsIn) / seconds);
  };
}

function atMostEvery(ms: number, show: (row: ImportRow) => void): ImportProgress {
  let shownAt = Number.NEGATIVE_INFINITY;
  return {
    show(row) {
      const now = performance.now();
      if (now - shownAt < ms) return;
      shownAt = now;
      show(row);
    },
    end() {},
  };
}
