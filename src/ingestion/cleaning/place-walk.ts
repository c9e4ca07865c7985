import { type Division, divisions, type PlaceName, startKey } from './divisions.ts';

/** Where the names at the start of an address lead: the places that are possible, and where the rest begins. */
export interface Walk {
  /** Empty where the address names no place that fits. */
  places: readonly Division[];
  at: number;
  /** The address begins with the full name of a province or city that lies elsewhere. */
  elsewhere: boolean;
}

/** What makes a place's short name part of another name: 南京路, 上海花园, 北京大学. */
const otherThing =
  /^(?:[东南西北中一二三四五六七八九十上下新老]{0,2}(?:路|街|大道|道|巷|弄|里|胡同|村|镇|乡|桥|门|站|湾)|市场|花园|家园|小区|公寓|大厦|广场|商城|酒店|宾馆|饭店|新村|新城|国际|山庄|学院|大学|医院|中学|小学|公园|车站|火车站|机场|高速|银行|城|苑|楼|园|大|人|菜|府|郡|名都|华府)/;
const marks = new Set(
  [...' \t\n\r\u00a0\u3000,，.。-–—/、;；:：·|>()（）[]【】'].map((mark) => mark.charCodeAt(0)),
);
function isBetween(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  // Nearly all are Chinese characters, which need no look-up.
  return (code < 0x4e00 || code > 0x9fff) && marks.has(code);
}
const none: readonly Division[] = [];
/** What stands between the names of places and names none. */
const fillers = [
  '中华人民共和国',
  '自治区直辖县级行政区划',
  '省直辖县级行政区划',
  '省直辖行政单位',
  '省直辖县',
  '市辖区',
  '中国',
];
/** Districts whose names are plain words; without their city they name nothing. */
const wordLike =
  /^(?:[东南西北中郊矿]|城[东南西北中关郊区厢]?|市[中南北]?|西市|[河江][东南西北口]|新[城北兴]|老城|古城|港口|桥[东西]|路[南北]|前进|前锋|东风|红旗|解放|复兴|振兴|友好|工农|向阳|和平|站前|河口|长城|江海|海港|海南|天桥|湖滨|滨湖|滨江|中原|.*(?:开发|高新|产业|工业|园))区$/;

/**
 * Follows the names of places at the start of an address, each within the one before, beginning within
 * `within` (null: anywhere). Short names count only where a further place, the end or a mark follows, or
 * where the province is known and no street or building goes by the name.
 */
export function walkPlaces(text: string, within: readonly Division[] | null): Walk {
  let at = skipped(text, startOf(text));
  let places = within;
  let elsewhere = false;
  let named = false;
  while (at < text.length) {
    const name = nameAt(text, at, places);
    if (name === null) break;
    const fitting = fittingPlaces(name, places);
    if (fitting.length === 0) {
      elsewhere ||= !named && name.official && name.places.some(({ level }) => level < 3);
      break;
    }
    places = mostSpecific(places, fitting);
    named = true;
    at = skipped(text, at + name.text.length);
  }
  return { places: named ? places! : [], at, elsewhere };
}

/** A postal code may stand before the address. */
function startOf(text: string): number {
  return text.charCodeAt(0) < 58 && /^\d{6}\s*\D/.test(text) ? 6 : 0;
}

function skipped(text: string, from: number): number {
  let at = from;
  for (;;) {
    while (at < text.length && isBetween(text, at)) at++;
    const filler = isFillerStart(text.charCodeAt(at)) && fillers.find((word) => text.startsWith(word, at));
    if (!filler) return at;
    at += filler.length;
  }
}

function isFillerStart(code: number): boolean {
  // 中 市 省 自
  return code === 0x4e2d || code === 0x5e02 || code === 0x7701 || code === 0x81ea;
}

/** The longest name at a position that fits, else the longest official one. */
function nameAt(text: string, at: number, within: readonly Division[] | null): PlaceName | null {
  const names = divisions().byStart.get(startKey(text, at));
  if (names === undefined) return null;
  let misfit: PlaceName | null = null;
  for (const name of names) {
    if (!text.startsWith(name.text, at)) continue;
    if (name.official ? !isOtherMarket(text, at, name) : isMeant(text, at, name, within)) {
      if (fittingPlaces(name, within).length > 0) return name;
      if (name.official) misfit ??= name;
    }
  }
  return misfit;
}

/** 朝阳市场 is a market. */
function isOtherMarket(text: string, at: number, { text: name }: PlaceName): boolean {
  return name.endsWith('市') && text.startsWith('场', at + name.length);
}

function isMeant(text: string, at: number, name: PlaceName, within: readonly Division[] | null): boolean {
  const end = at + name.text.length;
  if (end >= text.length || isBetween(text, end)) return true;
  const fitting = related(name.places, within);
  if (fitting.length === 0) return false;
  // Counties that became districts or cities keep their short names: 密云县 is 密云区.
  if (within !== null && fitting.every(({ level }) => level === 3)) {
    return /[县市区旗]/.test(text[end]!) && within.some(({ city }) => city !== null);
  }
  const upper = fitting.filter(({ level }) => level < 3);
  if (upper.length === 0) return false;
  const next = nameAt(text, end, upper);
  if (next !== null && fittingPlaces(next, upper).length > 0) return true;
  return within !== null && !within.some((place) => upper.includes(place)) && !isOtherThing(text, end);
}

function isOtherThing(text: string, at: number): boolean {
  return otherThing.test(text.slice(at, at + 6));
}

function fittingPlaces(name: PlaceName, within: readonly Division[] | null): readonly Division[] {
  if (within !== null) return related(name.places, within);
  if (name.places.length === 1 && name.places[0]!.level < 3) return name.places;
  if (wordLike.test(name.text)) return none;
  const places = name.places.filter(({ level, code }) => level < 3 || code < '7');
  // A short name of a district needs its city.
  return name.official || places.some(({ level }) => level < 3) ? places : none;
}

function related(places: readonly Division[], within: readonly Division[] | null): readonly Division[] {
  if (within === null) return places;
  if (places.length === 1 && within.length === 1) {
    return lies(places[0]!, within[0]!) || lies(within[0]!, places[0]!) ? places : none;
  }
  return places.filter((place) => within.some((outer) => lies(place, outer) || lies(outer, place)));
}

/** Whether one place is another or lies in it. */
export function lies(place: Division, outer: Division): boolean {
  return place === outer || place.province === outer || (place.city === outer && outer.level === 2);
}

/** A name that is repeated, or an outer one behind an inner one, leaves what is known already. */
function mostSpecific(before: readonly Division[] | null, fitting: readonly Division[]): readonly Division[] {
  if (before === null) return fitting;
  if (before.length === 1 && fitting.length === 1) return lies(fitting[0]!, before[0]!) ? fitting : before;
  const inner = fitting.filter((place) => before.some((outer) => lies(place, outer)));
  if (inner.length === 0) return before.filter((place) => fitting.some((outer) => lies(place, outer)));
  const deepest = inner.filter((place) => !before.includes(place));
  return deepest.length > 0 ? deepest : inner;
}
