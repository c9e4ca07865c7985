/** Numbers from 0 to below `below`, the same for the same seed. */
export type Dice = (below: number) => number;

/** A small generator (mulberry32), so that a run can be repeated by its seed. */
export function diceOf(seed: number): Dice {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b_79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

export function pick<T>(dice: Dice, choices: readonly T[]): T {
  return choices[dice(choices.length)]!;
}
