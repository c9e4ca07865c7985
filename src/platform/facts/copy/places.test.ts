import { expect, test } from 'vitest';
import { placesFor } from './places.ts';

const stays = () => new AbortController().signal;

test('so many have a place, and whoever waits gets the place of the first who leaves', async () => {
  const places = placesFor(2);
  const [leaveFirst] = [await places.take(stays()), await places.take(stays())];
  const order: string[] = [];
  const third = places.take(stays()).then((leave) => {
    order.push('third');
    return leave;
  });
  const fourth = places.take(stays()).then(() => order.push('fourth'));
  leaveFirst();
  (await third)();
  await fourth;
  expect(order).toEqual(['third', 'fourth']);
});

test('whoever goes away while they wait takes no place and gives none', async () => {
  const places = placesFor(1);
  const leave = await places.take(stays());
  const asked = new AbortController();
  const waiting = places.take(asked.signal);
  asked.abort();
  await expect(waiting).rejects.toBe(asked.signal.reason);
  await expect(places.take(AbortSignal.abort())).rejects.toThrow();
  let second = false;
  const next = places.take(stays()).then(() => {
    second = true;
  });
  await new Promise(setImmediate);
  expect(second).toBe(false);
  leave();
  await next;
});
