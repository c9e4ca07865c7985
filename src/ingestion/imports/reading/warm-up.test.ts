import { expect, test } from 'vitest';
import { warmUp } from './warm-up.ts';

test('warming up reads its made-up rows to the end without an error', async () => {
  let asked = 0;
  await warmUp(() => ++asked < 0);
  expect(asked).toBeGreaterThan(20);
});

test('warming up ends within one step once somebody asks for something', async () => {
  let asked = 0;
  await warmUp(() => ++asked > 3);
  expect(asked).toBe(4);
});
