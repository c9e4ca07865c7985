import { areaList } from '@vant/area-data';
import { latinCities } from './latin-cities.ts';

/** A province, city or district as the official list of divisions names it. */
export interface Division {
  /** Six digits of GB/T 2260; places below districts have codes of the list's own. */
  code: string;
  level: 1 | 2 | 3;
  name: string;
  province: Division;
  /** Null for provinces; of a city itself; of Beijing, Tianjin, Shanghai and Chongqing the city that they are. */
  city: Division | null;
}

/** A name that a place goes by. `official` names end in what kind of place they are, short ones do not. */
export interface PlaceName {
  text: string;
  official: boolean;
  places: Division[];
}

export interface Divisions {
  /** By `startKey` of their first two characters, longest first. */
  byStart: ReadonlyMap<number, readonly PlaceName[]>;
  byText: ReadonlyMap<string, PlaceName>;
  /** By their Latin names in small letters. */
  byLatin: ReadonlyMap<string, readonly Division[]>;
  /** Provinces by the two letters of ISO 3166-2:CN. */
  byIso: ReadonlyMap<string, Division>;
}

/** ISO 3166-2 letters, number of GB/T 2260 and English name. */
const provinceWords =
  'BJ 11 beijing,TJ 12 tianjin,HE 13 hebei,SX 14 shanxi,NM 15 innermongolia neimenggu neimongol,LN 21 liaoning,JL 22 jilin,HL 23 heilongjiang,SH 31 shanghai,JS 32 jiangsu,ZJ 33 zhejiang,AH 34 anhui,FJ 35 fujian,JX 36 jiangxi,SD 37 shandong,HA 41 henan,HB 42 hubei,HN 43 hunan,GD 44 guangdong canton,GX 45 guangxi guangxizhuang,HI 46 hainan,CQ 50 chongqing,SC 51 sichuan szechuan,GZ 52 guizhou,YN 53 yunnan,XZ 54 tibet xizang,SN 61 shaanxi,GS 62 gansu,QH 63 qinghai,NX 64 ningxia ningxiahui,XJ 65 xinjiang xinjianguyghur xinjianguygur,TW 71 taiwan,HK 81 hongkong,MO 82 macau macao';
/** Names of peoples in the names of their autonomous places. */
const peoples =
  /(?:各族|满族|蒙古族|(?<!内)蒙古|朝鲜族|回族|土家族|苗族|瑶族|侗族|壮族|畲族|黎族|藏族|羌族|彝族|布依族|水族|仡佬族|哈尼族|傣族|拉祜族|佤族|布朗族|纳西族|普米族|景颇族|傈僳族|独龙族|怒族|白族|保安族|东乡族|撒拉族|裕固族|土族|哈萨克族|哈萨克|柯尔克孜|塔吉克|锡伯|达斡尔族|鄂伦春|鄂温克族|仫佬族|毛南族|维吾尔)+自治[区州县旗]$/;
const kinds = /(?:特别行政区|自治区|自治州|地区|新区|林区|特区|省|市|盟|区|县|旗)$/;
/** Divisions that only hold others together: their members stand directly under the province. */
const holders = /^(?:省直辖县|县|自治区直辖县级行政区划|市辖区)$/;
/** What was renamed, for addresses that outlived the name. */
const renamed: Record<string, string> = {
  襄樊市: '420600',
  思茅市: '530800',
  莱芜市: '370116',
  芜湖县: '340210',
  长治县: '140404',
  闸北区: '310106',
  卢湾区: '310101',
  崇文区: '110101',
  宣武区: '110102',
  南汇区: '310115',
  下城区: '330105',
  江干区: '330102',
  沧浪区: '320508',
  平江区: '320508',
  金阊区: '320508',
  塘沽区: '120116',
  汉沽区: '120116',
  大港区: '120116',
};

let known: Divisions | null = null;

/** The official divisions, indexed at the first call (some 20 ms). */
export function divisions(): Divisions {
  known ??= indexed();
  return known;
}

/** A place's name without what kind of place it is: 湖南, 凉山, 朝阳, 鄂伦春; two characters at least. */
export function shortName(name: string): string {
  const short = name.replace(peoples, '');
  if (short !== name) return short.length >= 2 ? short : name.replace(/族?自治[区州县旗]$/, '');
  const bare = name.replace(kinds, '');
  return bare.length >= 2 ? bare : name;
}

function indexed(): Divisions {
  const provinces = new Map<string, Division>();
  const byCode = new Map<string, Division>();
  const names = new Map<string, PlaceName>();
  const called = (text: string, official: boolean, place: Division) => {
    const name = names.get(text);
    if (name === undefined) names.set(text, { text, official, places: [place] });
    else if (!name.places.includes(place)) name.places.push(place);
  };
  for (const place of everyPlace(provinces)) {
    byCode.set(place.code, place);
    for (const [text, official] of namesOf(place)) called(text, official, place);
  }
  for (const [text, code] of Object.entries(renamed)) {
    const place = byCode.get(code);
    if (place !== undefined && !names.has(text)) called(text, true, place);
  }
  return { byStart: byStartOf(names), byText: names, ...latinNames(provinces, names) };
}

function* everyPlace(provinces: Map<string, Division>): Generator<Division> {
  for (const [code, name] of Object.entries(areaList.province_list)) {
    const province: Division = { code, level: 1, name, province: null as unknown as Division, city: null };
    province.province = province;
    provinces.set(code.slice(0, 2), province);
    yield province;
  }
  const cities = new Map<string, Division>();
  for (const [code, name] of Object.entries(areaList.city_list)) {
    if (holders.test(name)) continue;
    const city: Division = { code, level: 2, name, province: provinces.get(code.slice(0, 2))!, city: null };
    city.city = city;
    cities.set(code.slice(0, 4), city);
    // One name for both: the municipality stands for its city.
    if (city.name === city.province.name) city.province.city = city;
    else yield city;
  }
  for (const [code, name] of Object.entries(areaList.county_list)) {
    if (holders.test(name)) continue;
    const province = provinces.get(code.slice(0, 2))!;
    // The counties of Chongqing belong to the city as its districts do.
    const city = cities.get(code.startsWith('5002') ? '5001' : code.slice(0, 4)) ?? null;
    if (city !== null) yield { code, level: 3, name, province, city };
    else {
      const direct: Division = { code, level: 2, name, province, city: null };
      direct.city = direct;
      yield direct;
    }
  }
}

function namesOf({ name, level }: Division): [string, boolean][] {
  const short = shortName(name);
  const texts: [string, boolean][] = [[name, true]];
  if (short === name) return texts;
  texts.push([short, false]);
  if (/自治州$/.test(name)) texts.push([`${short}州`, true]);
  if (/自治县$/.test(name)) texts.push([`${short}县`, true], [`${short}自治县`, true]);
  if (/自治旗$/.test(name)) texts.push([`${short}旗`, true]);
  if (/自治区$/.test(name) && level === 1) texts.push([`${short}自治区`, true], [`${short}省`, true]);
  if (/特别行政区$/.test(name)) texts.push([`${short}特区`, true]);
  if (name === '内蒙古自治区') texts.push(['内蒙', false]);
  return texts;
}

/** Two characters of a text as a number: looked up in half the time of a piece of text. */
export function startKey(text: string, at: number): number {
  return text.charCodeAt(at) * 0x10000 + text.charCodeAt(at + 1);
}

function byStartOf(names: ReadonlyMap<string, PlaceName>): Map<number, PlaceName[]> {
  const byStart = new Map<number, PlaceName[]>();
  for (const name of names.values()) {
    const start = startKey(name.text, 0);
    const list = byStart.get(start);
    if (list) list.push(name);
    else byStart.set(start, [name]);
  }
  for (const list of byStart.values()) list.sort((a, b) => b.text.length - a.text.length);
  return byStart;
}

function latinNames(provinces: Map<string, Division>, names: Map<string, PlaceName>) {
  const byLatin = new Map<string, Division[]>();
  const byIso = new Map<string, Division>();
  for (const words of provinceWords.split(',')) {
    const [iso, number, ...latin] = words.split(' ');
    const province = provinces.get(number!)!;
    byIso.set(iso!, province);
    for (const name of latin) byLatin.set(name, [province]);
  }
  for (const [latin, shorts] of latinCities()) {
    const cities = shorts.flatMap((short) => names.get(short)!.places.filter(({ level }) => level === 2));
    if (cities.length > 0) byLatin.set(latin, [...(byLatin.get(latin) ?? []), ...cities]);
  }
  return { byLatin, byIso };
}
