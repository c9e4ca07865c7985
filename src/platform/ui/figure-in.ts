export interface FigureKind {
  decimals: number;
  negative?: boolean | undefined;
}

/**
 * The exact decimal text in what somebody typed, or has typed so far; empty for none. Full-width digits and group commas are
 * read too. Undefined for what is no figure of this kind: nothing of it is left out to make it one.
 */
export function figureIn(text: string, { decimals, negative }: FigureKind): string | undefined {
  const plain = text.normalize('NFKC').replaceAll(/[,\s]/g, '').replaceAll('。', '.');
  const fraction = decimals > 0 ? `(\\.\\d{0,${decimals}})?` : '';
  return new RegExp(`^${negative ? '-?' : ''}\\d*${fraction}$`).test(plain) ? plain : undefined;
}
