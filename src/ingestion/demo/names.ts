import {
  ENGLISH_NAMES,
  type ForeignNames,
  SINGAPORE_CHINESE_NAMES,
  SINGAPORE_INDIAN_NAMES,
  SINGAPORE_MALAY_NAMES,
} from './foreign-names.ts';
import { GENERATIONS } from './given-names.ts';
import { type Persona, sharesFamilyName } from './persona.ts';
import { romanise } from './pinyin.ts';
import { below, chance, openStream, pick, pickIndex, runningSums, type Stream } from './random.ts';
import { SURNAMES } from './surnames.ts';
import { PURPOSE, type World } from './world.ts';

export interface PersonName {
  /** As the person writes it: 王秀英, or Grace Taylor. */
  full: string;
  family: string;
  given: string;
  /** In Latin letters, family name last: Xiuying Wang. */
  latin: string;
  /** Family and given name in Latin letters without spaces, lower case, for addresses of e-mail. */
  slug: string;
}

/** What a name hangs on. */
type Bearer = Pick<Persona, 'naming' | 'gender' | 'birthYear' | 'language'>;

const SURNAME_SUMS = runningSums(SURNAMES.map(({ share }) => share));

/** The index that a being is drawn by: a duplicate is the same being as its original. */
export function beingOf(persona: Persona): number {
  return persona.original?.index ?? persona.index;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function chineseGiven(stream: Stream, { birthYear, gender }: Bearer): string {
  const generation = GENERATIONS.find(({ until }) => birthYear < until)!;
  const choice = generation[gender];
  if (chance(stream, generation.singlePermille)) return pick(stream, choice.single);
  if (chance(stream, 380)) return pick(stream, choice.favourites);
  const first = pick(stream, choice.first);
  const last = pick(stream, choice.last);
  return first + last;
}

function chineseName(family: Stream, given: Stream, bearer: Bearer): PersonName {
  const surname = SURNAMES[pickIndex(family, SURNAME_SUMS)]!;
  const givenName = chineseGiven(given, bearer);
  const givenLatin = romanise(givenName);
  const latin = `${capital(givenLatin)} ${capital(surname.latin)}`;
  const names = { latin, slug: surname.latin + givenLatin };
  if (bearer.language === 'en') {
    return { full: latin, family: capital(surname.latin), given: capital(givenLatin), ...names };
  }
  return { full: surname.text + givenName, family: surname.text, given: givenName, ...names };
}

function foreignName(list: ForeignNames, family: Stream, given: Stream, { gender }: Bearer): PersonName {
  const familyName = pick(family, list.family);
  const givenName = pick(given, list[gender]);
  // Singapore's Chinese put the family name first unless the given name is English.
  const familyFirst = list === SINGAPORE_CHINESE_NAMES && givenName.includes(' ');
  const latin = `${givenName} ${familyName}`;
  const slug = `${givenName}${familyName}`.toLowerCase().replaceAll(/[^a-z]/g, '');
  return {
    full: familyFirst ? `${familyName} ${givenName}` : latin,
    family: familyName,
    given: givenName,
    latin,
    slug,
  };
}

/** The name of a person; those of one household who are a generation apart share the family name. */
export function personName(world: World, persona: Persona): PersonName {
  const being = beingOf(persona);
  const lineage = sharesFamilyName(persona) ? persona.head!.index : being;
  const family = openStream(world.seed, lineage, PURPOSE.name);
  const given = openStream(world.seed, being, PURPOSE.given);
  return drawName(family, given, persona);
}

/** A name from the streams of family and given names, which may be the same one. */
export function drawName(family: Stream, given: Stream, bearer: Bearer): PersonName {
  if (bearer.naming === 'chinese') return chineseName(family, given, bearer);
  if (bearer.naming === 'english') return foreignName(ENGLISH_NAMES, family, given, bearer);
  const roll = below(family, 100);
  const list =
    roll < 76 ? SINGAPORE_CHINESE_NAMES : roll < 89 ? SINGAPORE_MALAY_NAMES : SINGAPORE_INDIAN_NAMES;
  return foreignName(list, family, given, bearer);
}
