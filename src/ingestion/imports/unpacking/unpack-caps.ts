import { UnpackError } from './unpack-error.ts';

/** Caps on what a file may become. */
export const unpackCaps = {
  /** Of one part, unpacked. */
  bytes: 16 * 2 ** 30,
  /** How many times longer than packed; what is shorter than `freeBytes` may be any. */
  ratio: 250,
  freeBytes: 64 * 2 ** 20,
};

/** Counts bytes that come out of `packed` bytes, and refuses those of a bomb. */
export function inflationGuard(packed: () => number): (out: number) => void {
  let total = 0;
  return (out) => {
    total += out;
    if (total <= unpackCaps.freeBytes) return;
    if (total > unpackCaps.bytes || total > packed() * unpackCaps.ratio)
      throw new UnpackError('ingestion.unpacked_too_large', `${total} bytes out of ${packed()}`);
  };
}
