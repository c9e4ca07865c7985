import { expect, it } from 'vitest';
import { oneAtATime } from './one-at-a-time.ts';

it('does nothing more while something is under way, and goes on after it, even where it failed', async () => {
  const alone = oneAtATime();
  const done: string[] = [];
  const first = Promise.withResolvers<void>();
  const sent = alone(() => {
    done.push('first');
    return first.promise;
  });
  await alone(async () => done.push('second'));
  expect(done).toEqual(['first']);
  first.reject(new Error('lost'));
  await expect(sent).rejects.toThrow('lost');
  await alone(async () => done.push('third'));
  expect(done).toEqual(['first', 'third']);
});
