import { BEHAVIOURS } from './archetypes.ts';
import { civilDate } from './calendar.ts';
import type { Persona } from './persona.ts';
import { ARTICLE_SUMS, ARTICLES, type Article, decimal, FIRST_PRICE_YEAR, isOffered } from './products.ts';
import { below, between, chance, pick, pickIndex, runningSums, type Stream } from './random.ts';
import { saleDiscountPercent } from './seasons.ts';
import type { ChannelCode } from './shops.ts';

export interface DemoOrderLine {
  productCode: string;
  /** Name and category are in the language of the order. */
  productName: string;
  category: string;
  /** A decimal; a fraction where tea is sold by weight, negative on returns and cancellations. */
  quantity: string;
  /** A decimal with two places, never negative. */
  unitPrice: string;
}

/** How much each category draws: tea, teaware, home, garden, gifts. */
const APPEAL = {
  person: [40, 18, 19, 15, 8],
  giftBuyer: [20, 8, 6, 2, 64],
  organisation: [30, 10, 12, 8, 40],
};

/** Running sums of what a customer likes; a favourite category draws three times as much. */
export function drawTaste(stream: Stream, persona: Persona): Float64Array {
  const favourite = below(stream, ARTICLES.length);
  if (persona.organisation) return runningSums(APPEAL.organisation);
  if (persona.archetype === 'giftBuyer') return runningSums(APPEAL.giftBuyer);
  return runningSums(APPEAL.person.map((weight, i) => (i === favourite ? weight * 3 : weight)));
}

function drawArticle(stream: Stream, taste: Float64Array, month: number): Article {
  const category = pickIndex(stream, taste);
  const articles = ARTICLES[category]!;
  const sums = ARTICLE_SUMS[category]!;
  for (let tries = 0; tries < 4; tries++) {
    const article = articles[pickIndex(stream, sums)]!;
    if (isOffered(article.season, month)) return article;
  }
  return articles[0]!;
}

const LINE_COUNTS = runningSums([38, 27, 16, 9, 5, 3, 1, 1]);
const PIECES = runningSums([0, 700, 200, 60, 25, 10, 5]);
const PRESENTS = runningSums([0, 45, 28, 12, 7, 4, 4]);
const BULK = [2, 3, 5, 8, 10, 20, 50, 100];
const BULK_SUMS = runningSums([14, 12, 22, 12, 18, 13, 6, 3]);
const JIN = ['0.1', '0.2', '0.25', '0.3', '0.5', '1', '1.5'];

function drawQuantity(stream: Stream, persona: Persona): number {
  if (persona.organisation) return BULK[pickIndex(stream, BULK_SUMS)]!;
  return pickIndex(stream, persona.archetype === 'giftBuyer' ? PRESENTS : PIECES);
}

/** What one purchase is made of. */
interface Basket {
  first: Article;
  lines: DemoOrderLine[];
}

/** Fills a basket at the prices of a company day: list price of the year, less sale and customer discount. */
export function drawBasket(
  stream: Stream,
  persona: Persona,
  taste: Float64Array,
  channel: ChannelCode,
  day: number,
): Basket {
  const { year, month } = civilDate(day);
  const { currency } = persona.place;
  const chinese = persona.language === 'zh';
  const off = saleDiscountPercent(day) + BEHAVIOURS[persona.archetype].discountPercent;
  const count = pickIndex(stream, LINE_COUNTS) + 1;
  const lines: DemoOrderLine[] = [];
  let first: Article | null = null;
  for (let n = 0; n < count; n++) {
    let article = drawArticle(stream, taste, month);
    // One more try, so that the same product twice in a basket stays as rare as it is at a till.
    const again = lines.some((line) => line.productCode === article.product.code);
    if (again) article = drawArticle(stream, taste, month);
    first ??= article;
    const pieces = drawQuantity(stream, persona);
    const loose = article.loose && channel === 'store' && !persona.organisation;
    const percent = off + (pieces >= 20 ? 7 : 0);
    const listed = article.prices[currency][year - FIRST_PRICE_YEAR]!;
    lines.push({
      productCode: article.product.code,
      productName: chinese ? article.product.nameZh : article.product.nameEn,
      category: chinese ? article.product.categoryZh : article.product.categoryEn,
      quantity: loose ? pick(stream, JIN) : String(pieces),
      unitPrice: decimal(Math.round((listed * (100 - percent)) / 100)),
    });
  }
  return { first: first!, lines };
}

/** The lines that take back a whole order. */
export function negated(lines: readonly DemoOrderLine[]): DemoOrderLine[] {
  return lines.map((line) => ({ ...line, quantity: `-${line.quantity}` }));
}

/** The lines that give back a part of an order: one line, seldom more, all of it or some. */
export function drawReturned(stream: Stream, lines: readonly DemoOrderLine[]): DemoOrderLine[] {
  const chosen = below(stream, lines.length);
  const returned: DemoOrderLine[] = [];
  for (let i = 0; i < lines.length; i++) {
    if (i !== chosen && !chance(stream, 150)) continue;
    const line = lines[i]!;
    const pieces = Number(line.quantity);
    const some = Number.isInteger(pieces) && pieces > 1 && chance(stream, 500);
    const quantity = some ? String(between(stream, 1, pieces - 1)) : line.quantity;
    returned.push({ ...line, quantity: `-${quantity}` });
  }
  return returned;
}
