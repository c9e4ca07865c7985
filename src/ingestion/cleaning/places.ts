import { type Division, divisions } from './divisions.ts';
import { lies, walkPlaces } from './place-walk.ts';
import type { CleaningRule } from './rule.ts';

/** The cells of one row that say where a customer is; empty where there is none. */
export interface PlaceCells {
  /** ISO 3166 of the row, else that which the file tells; undefined where unknown. */
  country: string | undefined;
  region: string;
  city: string;
  district: string;
  address: string;
}

export type PlaceField = 'region' | 'city' | 'district' | 'address';
export type PlaceProblem = 'place.ambiguous' | 'place.contradicts';

/** Whether a rule may write the name of a field. */
export type PlaceSwitch = (code: string, field: PlaceField) => boolean;

export interface ReadPlace {
  /** ISO 3166; what the place tells, whatever was given. */
  country: string | null;
  /** Official names where they are beyond doubt, else what was given; empty where nothing is known. */
  region: string;
  city: string;
  district: string;
  /** By field, which rule wrote the name that stands there now. */
  rules: Partial<Record<PlaceField, 'place.official' | 'place.filled'>>;
  problems: Partial<Record<PlaceField, PlaceProblem>>;
}

const nowhere: PlaceCells = { country: undefined, region: '', city: '', district: '', address: '' };

export const officialPlaces: CleaningRule = {
  code: 'place.official',
  title: { en: 'Places by their official names', zh: '地名统一为官方名称' },
  reason: {
    en: '上海, 上海市, SH and Shanghai are one place; lists and figures by place need one name for it.',
    zh: '上海、上海市、SH、Shanghai 是同一个地方，统一名称后才能按地区筛选和统计。',
  },
  readings: ['place'],
  byDefault: true,
  examples: [
    { before: '上海', after: '上海市', column: { field: 'customer.region' } },
    { before: 'Shanghai', after: '上海市', column: { field: 'customer.region' } },
    { before: 'SH', after: '上海市', column: { field: 'customer.region', country: 'CN' } },
    { before: '内蒙古', after: '内蒙古自治区', column: { field: 'customer.region' } },
    { before: '广西', after: '广西壮族自治区', column: { field: 'customer.region' } },
    { before: '深圳', after: '深圳市', column: { field: 'customer.city' } },
    { before: '吉林', after: '吉林', column: { field: 'customer.city' } },
    { before: '凉山州', after: '凉山彝族自治州', column: { field: 'customer.city' } },
    { before: '朝阳', after: '朝阳', column: { field: 'customer.district' } },
    { before: 'Bavaria', after: 'Bavaria', column: { field: 'customer.region' } },
  ],
  clean: (text, { field, country }) => {
    const at = field === 'customer.city' ? 'city' : field === 'customer.district' ? 'district' : 'region';
    return readPlace({ ...nowhere, country, [at]: text })[at];
  },
};

export const filledPlaces: CleaningRule = {
  code: 'place.filled',
  title: { en: 'Province, city and district filled in', zh: '补全省、市、区县' },
  reason: {
    en: 'A district or address tells its city and province. Only what is beyond doubt is filled: 朝阳区 alone stays open, for several cities have one.',
    zh: '从区县或地址可以知道所在省市。只在确定无疑时补全：仅写「朝阳区」时不补，因为多个城市都有朝阳区。',
  },
  readings: ['place', 'address'],
  byDefault: true,
  examples: [
    { before: '郴州市苏仙区文化路838号', after: '湖南省 郴州市 苏仙区' },
    { before: '山东日照五莲县长江路', after: '山东省 日照市 五莲县' },
    { before: '朝阳区建国路88号', after: '朝阳区建国路88号' },
  ],
  // What an address alone tells; with the other cells of its row `readPlace` does this.
  clean: (address) => {
    const { region, city, district } = readPlace({ ...nowhere, address });
    return region === '' ? address : [region, city, district].filter((name) => name !== '').join(' ');
  },
};

const fields = ['region', 'city', 'district'] as const;
const levels = { region: 1, city: 2, district: 3 } as const;
const mostRemembered = 20_000;

/** What the three short cells of a row come to, without the address. */
interface Columns {
  /** The most exact places that all cells allow; null where none of them names a known one. */
  places: readonly Division[] | null;
  /** Which cells named a known place. */
  named: Record<(typeof fields)[number], boolean>;
  problems: ReadPlace['problems'];
}

const remembered = new Map<string, Columns>();
const noColumns: Columns = {
  places: null,
  named: { region: false, city: false, district: false },
  problems: {},
};

/**
 * Reads the places of one row together: names become official, and what follows from another cell is filled
 * in. Ambiguous names are left open and noted, never guessed; cells that contradict each other stay as they
 * are. Places outside China and unknown names are not touched. The address itself never changes.
 */
export function readPlace(cells: PlaceCells, isOn: PlaceSwitch = () => true): ReadPlace {
  const { country, region, city, district, address } = cells;
  if (country !== undefined && !/^(?:CN|HK|MO|TW)$/.test(country)) return untouched(cells);
  const columns = columnsOf(cells);
  const walk = address === '' || isForeign(address) ? null : walkPlaces(address, columns.places);
  const places = walk && walk.places.length > 0 ? walk.places : (columns.places ?? []);
  if (places.length === 0) return walk?.elsewhere ? contradicting(untouched(cells)) : untouched(cells);
  const out: ReadPlace = { country: null, region, city, district, rules: {}, problems: columns.problems };
  const contradicts = Object.values(columns.problems).includes('place.contradicts');
  const common = commonOf(places);
  for (const field of fields) {
    const place = common[levels[field]];
    const given = cells[field];
    if (place === undefined || given === place.name) continue;
    if (given === '' || isHolder(given)) fill(out, field, place.name, isOn, contradicts);
    else if (columns.named[field] && out.problems[field] === undefined)
      official(out, field, place.name, isOn);
  }
  if (walk?.elsewhere) out.problems = { ...out.problems, address: 'place.contradicts' };
  else if (common[2] === undefined && places.length > 1 && walk !== null && walk.places.length > 0) {
    out.problems = { ...out.problems, address: 'place.ambiguous' };
  }
  out.country = countryOf(common[1]);
  return out;
}

function fill(
  out: ReadPlace,
  field: PlaceField & keyof Columns['named'],
  name: string,
  isOn: PlaceSwitch,
  contradicts: boolean,
) {
  if (contradicts || !isOn(filledPlaces.code, field)) return;
  out[field] = name;
  out.rules[field] = filledPlaces.code as 'place.filled';
}

function official(
  out: ReadPlace,
  field: PlaceField & keyof Columns['named'],
  name: string,
  isOn: PlaceSwitch,
) {
  if (!isOn(officialPlaces.code, field)) return;
  out[field] = name;
  out.rules[field] = officialPlaces.code as 'place.official';
}

const untouched = ({ region, city, district }: PlaceCells): ReadPlace => ({
  country: null,
  region,
  city,
  district,
  rules: {},
  problems: {},
});
const contradicting = (read: ReadPlace): ReadPlace => ({
  ...read,
  problems: { address: 'place.contradicts' },
});
/** Nothing but Latin letters, kana or hangul: no Chinese place begins such an address. */
const isForeign = (address: string): boolean =>
  (address.charCodeAt(0) < 0x4e00 || address.charCodeAt(0) > 0x9fff) &&
  !/^[\d\s,，.（(【[]*[\u4e00-\u9fff]/.test(address.slice(0, 12));
const isHolder = (text: string): boolean =>
  /^(?:市辖区|县|省直辖县(?:级行政区划)?|自治区直辖县级行政区划|直辖县|-+)$/.test(text);

function countryOf(province: Division | undefined): string | null {
  if (province === undefined) return null;
  return { 71: 'TW', 81: 'HK', 82: 'MO' }[Number(province.code.slice(0, 2))] ?? 'CN';
}

/** What all possible places have in common, by level. */
function commonOf(places: readonly Division[]): Partial<Record<1 | 2 | 3, Division>> {
  const [first] = places;
  if (places.length === 1) return withinOne(first!);
  const same = (of: (place: Division) => Division | null) =>
    places.every((place) => of(place) === of(first!));
  const common: Partial<Record<1 | 2 | 3, Division>> = {};
  if (same(({ province }) => province)) common[1] = first!.province;
  if (first!.city !== null && same(({ city }) => city)) common[2] = first!.city;
  return common;
}

function withinOne(place: Division): Partial<Record<1 | 2 | 3, Division>> {
  if (place.level === 3) return { 1: place.province, 2: place.city!, 3: place };
  if (place.level === 2) return { 1: place.province, 2: place };
  return place.city === null ? { 1: place } : { 1: place, 2: place.city };
}

function columnsOf({ country, region, city, district }: PlaceCells): Columns {
  if (region === '' && city === '' && district === '') return noColumns;
  const key = `${country ?? ''}\n${region}\n${city}\n${district}`;
  let columns = remembered.get(key);
  if (columns === undefined) {
    if (remembered.size >= mostRemembered) remembered.clear();
    columns = joined({ region, city, district }, country);
    remembered.set(key, columns);
  }
  return columns;
}

function joined(cells: Record<(typeof fields)[number], string>, country: string | undefined): Columns {
  const columns: Columns = {
    places: null,
    named: { region: false, city: false, district: false },
    problems: {},
  };
  for (const field of fields) {
    const text = cells[field];
    if (text === '' || isHolder(text)) continue;
    const candidates = candidatesOf(text, country, columns.places);
    if (candidates.length === 0) continue;
    columns.named[field] = true;
    const fitting = fittingOf(candidates, columns.places);
    if (fitting.length === 0) columns.problems[field] = 'place.contradicts';
    else {
      const within = columns.places;
      const own = fitting.filter(({ level }) => level === levels[field]);
      columns.places =
        own.length > 0 && !(within === null && isProvinceToo(field, own, fitting)) ? own : fitting;
      if (columns.places.length > 1) columns.problems[field] = 'place.ambiguous';
    }
  }
  return columns;
}

/** 吉林 and 海南 in a column of cities: the province may be meant. */
function isProvinceToo(field: PlaceField, own: readonly Division[], fitting: readonly Division[]): boolean {
  return field === 'city' && fitting.some((place) => place.level === 1 && place.name !== own[0]!.name);
}

function fittingOf(candidates: readonly Division[], within: readonly Division[] | null): readonly Division[] {
  if (within === null) return candidates;
  const inner = candidates.filter((place) => within.some((outer) => lies(place, outer)));
  if (inner.length > 0) return inner;
  return within.filter((place) => candidates.some((outer) => lies(place, outer)));
}

/** Every place that a whole cell can mean. */
function candidatesOf(
  text: string,
  country: string | undefined,
  within: readonly Division[] | null,
): readonly Division[] {
  const { byText } = divisions();
  const exact = byText.get(text);
  if (exact) return exact.places;
  if (/[a-z]/i.test(text)) return latinPlaces(text, country, within);
  // Several levels in one cell: 广东省/深圳市.
  const walk = walkPlaces(text, within);
  return walk.at >= text.length ? walk.places : [];
}

function latinPlaces(
  text: string,
  country: string | undefined,
  within: readonly Division[] | null,
): readonly Division[] {
  const { byIso, byLatin } = divisions();
  const chinese = country !== undefined || within !== null;
  if (/^[A-Z]{2}$/.test(text))
    return chinese || text === 'SH' || text === 'BJ' ? [byIso.get(text) ?? []].flat() : [];
  const plain = text
    .toLowerCase()
    .normalize('NFD')
    .replace(
      /\b(?:province|municipality|prefecture|autonomous region|special administrative region|s\.?a\.?r\.?|city|shi|sheng)\b\.?/g,
      '',
    )
    .replace(/[^a-z]/g, '');
  const places = byLatin.get(plain) ?? [];
  // Short names are also those of places elsewhere; without a country they say nothing.
  return chinese || plain.length >= 5 ? places : [];
}
