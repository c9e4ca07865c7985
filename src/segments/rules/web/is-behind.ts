/** What a work writes at its end is there for others a moment later. */
const marginMs = 1_000;

/** Whether an answer was given before others could see what was worked out last: it is to be asked again. */
export function isBehind({ asOf, computedAt }: { asOf: string; computedAt: string | null }): boolean {
  return computedAt !== null && Date.parse(asOf) < Date.parse(computedAt) + marginMs;
}
