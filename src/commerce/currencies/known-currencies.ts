const known: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

/** True for a code that ISO 4217 has or had. */
export function currencyKnown(code: string): boolean {
  return known.has(code);
}
