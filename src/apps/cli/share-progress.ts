import { Presets, SingleBar } from 'cli-progress';
import { jsonLine, type Session } from './session.ts';

export interface ShareProgress {
  /** `step` is a key of `progress.step` in the messages. */
  show(step: string, done: number, total: number): void;
  end(): void;
}

const lineEveryMs = 5_000;
const steps = 1_000;

/** How much of some work is done: a bar where somebody watches, a line now and then elsewhere, or JSON lines. */
export function shareProgress({ terminal, texts }: Session, json: boolean): ShareProgress {
  const share = (done: number, total: number) => (total > 0 ? Math.min(1, done / total) : 0);
  if (terminal.bar && !json) {
    const bar = new SingleBar(
      {
        format: '{bar} {percentage} %  {words}',
        stream: terminal.bar,
        hideCursor: true,
        barsize: 30,
        clearOnComplete: true,
      },
      Presets.shades_classic,
    );
    bar.start(steps, 0, { words: '' });
    return {
      show: (step, done, total) =>
        bar.update(Math.floor(share(done, total) * steps), { words: texts.say(`progress.step.${step}`) }),
      end: () => bar.stop(),
    };
  }
  let shownAt = performance.now();
  return {
    show(step, done, total) {
      const now = performance.now();
      if (now - shownAt < lineEveryMs) return;
      shownAt = now;
      const progress = share(done, total);
      if (json) terminal.out(jsonLine({ event: 'progress', step, progress }));
      else terminal.err(`${Math.floor(progress * 100)} %  ${texts.say(`progress.step.${step}`)}`);
    },
    end() {},
  };
}
