import { z } from 'zod';
import type { Say } from '../say.contract.ts';
import { ids, texts } from './parts.contract.ts';
import { namesText, shortList } from './say-operands.contract.ts';

export const ofShape = z
  .strictObject({
    products: ids.optional(),
    categories: texts.optional(),
    productBrands: texts.optional(),
    stores: texts.optional(),
    channels: texts.optional(),
    brands: texts.optional(),
    sellers: texts.optional(),
    sources: ids.optional(),
  })
  .refine((of) => Object.keys(of).length > 0, 'needs something that orders are of');
/** All that is given holds of an order, or of the lines of it that count; of several values any will do. */
export type Of = z.output<typeof ofShape>;
export const filterKeys = Object.keys(ofShape.shape) as (keyof Of)[];

/** What orders are of, to stand behind them. */
export function ofText(of: Of, say: Say): string {
  const parts = Object.entries(of).map(([key, names]) => {
    const values = key === 'products' || key === 'sources' ? named(key, names, say) : shortList(names, say);
    return say.text(`of.${key}`, { values });
  });
  return say.text('of.whole', { parts: parts.join(say.language === 'zh' ? '，' : ' ') });
}

function named(key: 'products' | 'sources', names: readonly string[], say: Say): string {
  return namesText(key === 'products' ? 'product' : 'source', names, say);
}
