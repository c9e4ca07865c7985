/**
 * Random draws that depend on nothing but (seed, index, purpose): whoever opens the same stream
 * reads the same numbers, on every machine and in every run. Only 32-bit integer steps are used,
 * because `Math.exp`, `Math.pow` and their kind may differ between engines.
 */
export interface Stream {
  a: number;
  b: number;
}

function absorb(state: number, word: number): number {
  let k = Math.imul(word, 0xcc9e2d51);
  k = (k << 15) | (k >>> 17);
  let h = state ^ Math.imul(k, 0x1b873593);
  h = (h << 13) | (h >>> 19);
  return (Math.imul(h, 5) + 0xe6546b64) | 0;
}

function finish(state: number): number {
  let h = state ^ (state >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** Opens the stream of one purpose (a small constant) of one customer (index) under one seed. */
export function openStream(seed: number, index: number, purpose: number): Stream {
  const high = Math.floor(seed / 0x100000000);
  const word = absorb(absorb(absorb(purpose, seed | 0), high | 0), index | 0);
  const a = finish(word);
  const b = finish(absorb(word, 0x9e3779b9 ^ purpose));
  return { a: a === 0 && b === 0 ? 1 : a, b };
}

/** The next 32 bits of the stream, as an integer from 0 to 2³² − 1 (xoroshiro64**). */
export function draw(stream: Stream): number {
  const a = stream.a;
  const mixed = Math.imul(a, 0x9e3779bb);
  const b = stream.b ^ a;
  stream.a = ((a << 26) | (a >>> 6)) ^ b ^ (b << 9);
  stream.b = (b << 13) | (b >>> 19);
  return Math.imul((mixed << 5) | (mixed >>> 27), 5) >>> 0;
}

/** An integer from 0 to limit − 1. */
export function below(stream: Stream, limit: number): number {
  return Math.floor((draw(stream) * limit) / 0x100000000);
}

/** An integer from low to high, both included. */
export function between(stream: Stream, low: number, high: number): number {
  return low + below(stream, high - low + 1);
}

/** True in `permille` of a thousand cases. */
export function chance(stream: Stream, permille: number): boolean {
  return below(stream, 1000) < permille;
}

/** One element, all equally likely. */
export function pick<T>(stream: Stream, list: readonly T[]): T {
  return list[below(stream, list.length)] as T;
}

/** Running sums of integer weights, starting with 0; the last element is the total. */
export function runningSums(weights: readonly number[]): Float64Array {
  const sums = new Float64Array(weights.length + 1);
  for (let i = 0; i < weights.length; i++) {
    sums[i + 1] = (sums[i] as number) + (weights[i] as number);
  }
  return sums;
}

/** The index i with sums[i] ≤ value < sums[i + 1], for running sums that start with 0. */
export function indexAt(sums: Float64Array, value: number): number {
  let low = 0;
  let high = sums.length - 2;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value < (sums[middle + 1] as number)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** An index drawn by weight, from running sums. */
export function pickIndex(stream: Stream, sums: Float64Array): number {
  return indexAt(sums, below(stream, sums[sums.length - 1] as number));
}
