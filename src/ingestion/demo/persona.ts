import { type Archetype, drawArchetype } from './archetypes.ts';
import { instant } from './calendar.ts';
import { PLACE_SUMS, PLACES, type Place } from './places.ts';
import {
  below,
  between,
  chance,
  draw,
  indexAt,
  openStream,
  pickIndex,
  runningSums,
  type Stream,
} from './random.ts';
import { CHANNELS, type ChannelCode } from './shops.ts';
import { PURPOSE, type World } from './world.ts';

export type Gender = 'female' | 'male';

/** Whose names a person bears. */
type Naming = 'chinese' | 'english' | 'singapore';

/** The true being behind a customer record, before anybody wrote it down. */
export interface Persona {
  index: number;
  externalId: string;
  organisation: boolean;
  archetype: Archetype;
  place: Place;
  gender: Gender;
  birthYear: number;
  naming: Naming;
  language: 'zh' | 'en';
  channel: ChannelCode;
  /** Seconds since 1970. */
  joinedAt: number;
  joinedDay: number;
  /** The organisation that the person works at. */
  employer: Persona | null;
  /** The person at whose address they live. */
  head: Persona | null;
  referrer: Persona | null;
  /** The earlier customer who is in truth the same one. */
  original: Persona | null;
}

type Role = 'organisation' | 'duplicate' | 'contact' | 'member' | 'plain';

/** Out of a thousand records. Duplicates take the kind of whom they repeat, so 12 % stay organisations. */
const ROLES: readonly (readonly [Role, number])[] = [
  ['organisation', 117],
  ['duplicate', 30],
  ['contact', 132],
  ['member', 100],
  ['plain', 621],
];
const ROLE_SUMS = runningSums(ROLES.map(([, weight]) => weight));

function roleOf(world: World, index: number): Role {
  return ROLES[pickIndex(openStream(world.seed, index, PURPOSE.role), ROLE_SUMS)]![0];
}

/** Looks back from a random earlier record for the nearest one with a fitting role; −1 if there is none. */
function findBefore(
  world: World,
  stream: Stream,
  index: number,
  reach: number,
  fits: (role: Role) => boolean,
) {
  if (index === 0) return -1;
  let candidate = index - 1 - below(stream, Math.min(index, reach));
  for (let tries = 0; candidate >= 0 && tries < 60; candidate--, tries++) {
    if (fits(roleOf(world, candidate))) return candidate;
  }
  return -1;
}

const HOME_CHANNELS: readonly ChannelCode[] = ['store', 'tmall', 'jd', 'wechat', 'douyin', 'website'];
const CHANNEL_SUMS = {
  person: runningSums([26, 28, 15, 17, 10, 4]),
  organisation: runningSums([34, 4, 14, 10, 0, 38]),
  abroadWithStore: runningSums([45, 0, 0, 0, 0, 55]),
  abroad: runningSums([0, 0, 0, 0, 0, 100]),
};

/** Draws a channel that a customer of this kind and place would come by. */
export function drawChannel(stream: Stream, place: Place, organisation: boolean): ChannelCode {
  let sums = organisation ? CHANNEL_SUMS.organisation : CHANNEL_SUMS.person;
  if (place.country !== 'CN') {
    const hasStore = place.city === 'London' || place.city === 'Singapore';
    sums = hasStore ? CHANNEL_SUMS.abroadWithStore : CHANNEL_SUMS.abroad;
  }
  return HOME_CHANNELS[pickIndex(stream, sums)]!;
}

/**
 * A day from the span, later ones likelier: the company grows threefold over its five years. Some of
 * the oldest came with its first weeks, taken over from the books it kept before.
 */
function drawJoinedDay(stream: Stream, world: World, from: number, latest: number): number {
  const takenOver = chance(stream, 70) && from === world.firstDay;
  const to = takenOver ? from + 60 : latest;
  const sums = world.days.household;
  const low = sums[from - world.firstDay]!;
  const width = sums[to - world.firstDay]! - low;
  const one = draw(stream) / 0x100000000;
  const other = draw(stream) / 0x100000000;
  const share = chance(stream, 500) ? one : Math.max(one, other);
  return world.firstDay + indexAt(sums, low + share * width);
}

function joinedSpan(world: World, archetype: Archetype): readonly [number, number] {
  const { firstDay, asOfDay } = world;
  // A day is kept free at the end, because evenings abroad already fall on the company's next day.
  const last = asOfDay - 1;
  if (archetype === 'new') return [asOfDay - 90, last];
  if (archetype === 'lost') return [firstDay, asOfDay - 720];
  if (archetype === 'dormant') return [firstDay, asOfDay - 420];
  if (archetype === 'loyal') return [firstDay, asOfDay - 300];
  return [firstDay, last];
}

const BIRTH_SPANS = [
  [1945, 1959, 8],
  [1960, 1969, 15],
  [1970, 1979, 21],
  [1980, 1989, 28],
  [1990, 1999, 22],
  [2000, 2005, 6],
] as const;
const BIRTH_SUMS = runningSums(BIRTH_SPANS.map(([, , weight]) => weight));

/** The spans are those of a demo that ends in 2026; an earlier or later one moves them along. */
function drawBirthYear(stream: Stream, world: World): number {
  const [low, high] = BIRTH_SPANS[pickIndex(stream, BIRTH_SUMS)]!;
  return between(stream, low, high) + world.asOfYear - 2026;
}

function drawNaming(stream: Stream, place: Place): Naming {
  const roll = below(stream, 1000);
  if (place.country === 'CN') return roll < 985 ? 'chinese' : 'english';
  if (place.country === 'SG') return roll < 120 ? 'chinese' : roll < 200 ? 'english' : 'singapore';
  return roll < 260 ? 'chinese' : 'english';
}

function drawReferrer(world: World, stream: Stream, index: number, joinedDay: number): Persona | null {
  for (let tries = 0; tries < 4; tries++) {
    const found = findBefore(world, stream, index, 2048, (role) => role === 'plain');
    if (found < 0) return null;
    const referrer = personaOf(world, found);
    if (referrer.joinedDay < joinedDay) return referrer;
  }
  return null;
}

function identifier(channel: ChannelCode, index: number): string {
  return CHANNELS[channel].prefix + String(index + 1).padStart(8, '0');
}

/** The same being as an earlier record, met again through another channel. */
function repeated(world: World, stream: Stream, index: number, original: Persona): Persona {
  let channel = drawChannel(stream, original.place, original.organisation);
  for (let tries = 0; channel === original.channel && tries < 5; tries++) {
    channel = drawChannel(stream, original.place, original.organisation);
  }
  const joinedDay = original.joinedDay + below(stream, world.asOfDay - original.joinedDay - 1);
  const roll = below(stream, 100);
  return {
    ...original,
    index,
    channel,
    externalId: identifier(channel, index),
    archetype: roll < 60 ? 'oneTime' : roll < 85 ? 'regular' : 'prospect',
    joinedDay,
    joinedAt: Math.max(instant(joinedDay, between(stream, 32_400, 79_200), 8), original.joinedAt + 1),
    referrer: null,
    original,
  };
}

/** The being behind customer `index`: depends on the seed and the index alone, and on few earlier ones. */
export function personaOf(world: World, index: number): Persona {
  const stream = openStream(world.seed, index, PURPOSE.person);
  const role = roleOf(world, index);
  if (role === 'duplicate') {
    const found = findBefore(world, stream, index, 4096, (other) => other !== 'duplicate');
    if (found >= 0) return repeated(world, stream, index, personaOf(world, found));
  }
  const organisation = role === 'organisation';
  let employer: Persona | null = null;
  let head: Persona | null = null;
  if (role === 'contact') {
    const found = findBefore(world, stream, index, 64, (other) => other === 'organisation');
    if (found >= 0) employer = personaOf(world, found);
  } else if (role === 'member') {
    const found = findBefore(world, stream, index, 24, (other) => other === 'plain');
    if (found >= 0) head = personaOf(world, found);
  }
  const place = (employer ?? head)?.place ?? PLACES[pickIndex(stream, PLACE_SUMS)]!;
  const archetype = drawArchetype(stream, organisation, employer !== null);
  const joinedDay = drawJoinedDay(stream, world, ...joinedSpan(world, archetype));
  const channel = drawChannel(stream, place, organisation);
  const kin = head === null ? null : drawKin(stream, world, head);
  const naming = kin?.naming ?? drawNaming(stream, place);
  const referred = !organisation && chance(stream, 80);
  return {
    index,
    externalId: identifier(channel, index),
    organisation,
    archetype,
    place,
    gender: kin?.gender ?? (chance(stream, 620) ? 'female' : 'male'),
    birthYear: kin?.birthYear ?? drawBirthYear(stream, world),
    naming,
    language: naming === 'chinese' && (place.country === 'CN' || chance(stream, 600)) ? 'zh' : 'en',
    channel,
    joinedAt: instant(joinedDay, between(stream, 32_400, 79_200), place.utcOffsetHours),
    joinedDay,
    employer,
    head,
    referrer: referred ? drawReferrer(world, stream, index, joinedDay) : null,
    original: null,
  };
}

/** Somebody who lives with the head of a household: a spouse, or a grown child. */
function drawKin(
  stream: Stream,
  world: World,
  head: Persona,
): Pick<Persona, 'gender' | 'birthYear' | 'naming'> {
  const youngest = world.asOfYear - 22;
  if (head.birthYear + 24 <= youngest && chance(stream, 450)) {
    const birthYear = Math.min(head.birthYear + between(stream, 22, 34), youngest);
    return { gender: chance(stream, 500) ? 'female' : 'male', birthYear, naming: head.naming };
  }
  return {
    gender: head.gender === 'female' ? 'male' : 'female',
    birthYear: head.birthYear + between(stream, -4, 4),
    naming: head.naming,
  };
}

/** Whether two of one household are a generation apart, and so share the family name. */
export function sharesFamilyName(persona: Persona): boolean {
  return persona.head !== null && persona.birthYear - persona.head.birthYear > 15;
}
