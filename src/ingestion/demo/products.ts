import { CATEGORIES, type Named, type Season, VARIANTS } from './catalogue.ts';
import type { Currency } from './places.ts';
import { runningSums } from './random.ts';

/** One product as the company's price list shows it; the price is that of the first known year. */
interface DemoProduct {
  code: string;
  nameZh: string;
  nameEn: string;
  categoryZh: string;
  categoryEn: string;
  brand: Named;
  season: Season;
  /** List price in CNY as a decimal, two places. */
  listPrice: string;
  currency: 'CNY';
}

/** A product as baskets are made of it. */
export interface Article {
  product: DemoProduct;
  categoryIndex: number;
  season: Season;
  weight: number;
  /** Sold by weight in the stores, so quantities may be fractions. */
  loose: boolean;
  /** List prices in minor units, by currency and by years since `FIRST_PRICE_YEAR`. */
  prices: Record<Currency, readonly number[]>;
}

export const FIRST_PRICE_YEAR = 2015;
const LAST_PRICE_YEAR = 2036;
const LIST_YEAR = 2021;

/** Yuan in one unit of a currency as the price list reckons it, in hundredths. */
const PRICE_LIST_RATES: Record<Currency, number> = { CNY: 100, GBP: 780, SGD: 460, USD: 620 };

/** Rounds to a price that a shop would print: whole units from 100 on, else one that ends in .90. */
function shelfPrice(minor: number): number {
  if (minor >= 10_000) return Math.round(minor / 100) * 100;
  if (minor >= 1_000) return Math.max(Math.round(minor / 100) * 100 - 10, 90);
  return Math.max(Math.round(minor / 10) * 10, 50);
}

/** The printed price of every year: 2 to 5 % dearer each January, by product. */
function priceYears(minor: number, permille: number): number[] {
  const prices: number[] = [];
  let exact = minor;
  for (let year = LIST_YEAR; year > FIRST_PRICE_YEAR; year--) exact = (exact * 1000) / (1000 + permille);
  for (let year = FIRST_PRICE_YEAR; year <= LAST_PRICE_YEAR; year++) {
    prices.push(shelfPrice(exact));
    exact = (exact * (1000 + permille)) / 1000;
  }
  return prices;
}

/** `12345` minor units as `123.45`. */
export function decimal(minor: number): string {
  const whole = Math.floor(minor / 100);
  const rest = minor - whole * 100;
  return rest < 10 ? `${whole}.0${rest}` : `${whole}.${rest}`;
}

function familyArticles(line: string, categoryIndex: number, familyIndex: number): Article[] {
  const [zh, en, price, weight, season, variants] = line.split('|') as [
    string,
    string,
    string,
    string,
    Season,
    string,
  ];
  const category = CATEGORIES[categoryIndex]!;
  return VARIANTS[variants]!.map((variant, variantIndex) => {
    const minor = Math.round(Number(price) * variant.hundredths);
    const permille = 20 + ((familyIndex * 7 + categoryIndex * 5) % 31);
    const prices = (currency: Currency) =>
      priceYears((minor * 100) / PRICE_LIST_RATES[currency], currency === 'CNY' ? permille : 25);
    const cny = prices('CNY');
    return {
      product: {
        code: `${category.code}${101 + familyIndex}-${variantIndex + 1}`,
        nameZh: `${zh} ${variant.zh}`,
        nameEn: `${en}, ${variant.en}`,
        categoryZh: category.zh,
        categoryEn: category.en,
        brand: category.brand,
        season,
        listPrice: decimal(cny[LIST_YEAR - FIRST_PRICE_YEAR]!),
        currency: 'CNY' as const,
      },
      categoryIndex,
      season,
      weight: Math.round(Number(weight) / (1 + variantIndex * 0.5)),
      loose: variants === 'loose',
      prices: { CNY: cny, GBP: prices('GBP'), SGD: prices('SGD'), USD: prices('USD') },
    };
  });
}

/** Every article, by category. */
export const ARTICLES: readonly (readonly Article[])[] = CATEGORIES.map((category, categoryIndex) =>
  category.families
    .trim()
    .split('\n')
    .flatMap((line, familyIndex) => familyArticles(line, categoryIndex, familyIndex)),
);

/** Running sums of how sought after the articles of a category are. */
export const ARTICLE_SUMS = ARTICLES.map((articles) => runningSums(articles.map(({ weight }) => weight)));

/** The company's 240 products, always the same and in the order of their codes within a category. */
export function demoProducts(): DemoProduct[] {
  return ARTICLES.flat().map(({ product }) => ({ ...product }));
}

const SEASON_MONTHS: Record<Season, readonly number[]> = {
  always: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
  spring: [3, 4, 5],
  summer: [5, 6, 7, 8, 9],
  autumn: [8, 9, 10, 11],
  winter: [10, 11, 12, 1, 2],
  newyear: [12, 1, 2],
  midautumn: [8, 9, 10],
  christmas: [11, 12],
};

const IN_SEASON = Object.fromEntries(
  Object.entries(SEASON_MONTHS).map(([season, months]) => [
    season,
    Array.from({ length: 13 }, (_, month) => months.includes(month)),
  ]),
) as Record<Season, boolean[]>;

/** Whether the shops offer a season's goods in a month (1 to 12). */
export function isOffered(season: Season, month: number): boolean {
  return IN_SEASON[season][month]!;
}
