import { BEHAVIOURS } from './archetypes.ts';
import { COMPANY_OFFSET_SECONDS, instant } from './calendar.ts';
import type { Persona } from './persona.ts';
import { below, between, chance, draw, indexAt, pickIndex, runningSums, type Stream } from './random.ts';
import type { Habit } from './seasons.ts';
import type { ChannelCode } from './shops.ts';
import type { World } from './world.ts';

const OPENING_HOURS = runningSums([
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 40, 70, 80, 75, 80, 95, 100, 95, 90, 100, 95, 50, 0, 0,
]);
const OFFICE_HOURS = runningSums([
  0, 0, 0, 0, 0, 0, 0, 1, 10, 80, 120, 110, 25, 40, 110, 110, 100, 70, 15, 4, 2, 1, 0, 0,
]);
const LEISURE_HOURS = runningSums([
  30, 14, 6, 3, 2, 3, 8, 20, 40, 60, 75, 75, 85, 80, 65, 62, 62, 60, 62, 75, 105, 125, 115, 70,
]);
const LIVE_HOURS = runningSums([
  30, 10, 2, 1, 1, 1, 2, 5, 10, 20, 30, 40, 55, 50, 35, 35, 35, 40, 55, 100, 170, 180, 130, 70,
]);

/** The second of a local day at which somebody buys through a channel. */
export function drawSecondOfDay(stream: Stream, channel: ChannelCode, organisation: boolean): number {
  let hours = LEISURE_HOURS;
  if (organisation) hours = OFFICE_HOURS;
  else if (channel === 'store') hours = OPENING_HOURS;
  else if (channel === 'douyin') hours = LIVE_HOURS;
  return pickIndex(stream, hours) * 3600 + below(stream, 3600);
}

/** The first second that is still to come. */
export function endOfHistory(world: World): number {
  return world.asOfDay * 86_400 - COMPANY_OFFSET_SECONDS;
}

function habitOf(persona: Persona): Habit {
  if (persona.organisation) return 'office';
  if (persona.place.country !== 'CN') return 'abroad';
  return BEHAVIOURS[persona.archetype].habit;
}

/** The day in from … to − 1 at a share (0 ≤ share < 1) of what is bought in that span. */
function dayAt(world: World, habit: Habit, from: number, to: number, share: number): number {
  const sums = world.days[habit];
  const low = sums[from - world.firstDay]!;
  const width = sums[to - world.firstDay]! - low;
  return world.firstDay + indexAt(sums, low + share * width);
}

/** Any day of the history, later ones likelier. */
export function drawAnyDay(stream: Stream, world: World): number {
  const share = draw(stream) / 0x100000000;
  const other = draw(stream) / 0x100000000;
  return dayAt(world, 'household', world.firstDay, world.asOfDay - 1, Math.max(share, other));
}

/**
 * The local days on which a customer buys, in order: as many as the archetype asks for, spread over
 * the time in which the customer is active, and drawn to the days on which people of that kind buy.
 */
export function drawOrderDays(stream: Stream, world: World, persona: Persona): number[] {
  const { yearly, least, most, silentDays } = BEHAVIOURS[persona.archetype];
  const from = persona.joinedDay;
  const silence = between(stream, silentDays[0], silentDays[1] - 1);
  const to = Math.max(Math.min(world.asOfDay - silence, world.asOfDay - 1), from + 1);
  const hundredths = between(stream, yearly[0], yearly[1]);
  const expected = Math.floor((hundredths * (to - from) + below(stream, 36_500)) / 36_500);
  const count = Math.max(least, Math.min(most, expected));
  const days: number[] = [];
  if (count > 0 && persona.archetype !== 'giftBuyer' && chance(stream, 700)) days.push(from);
  const habit = habitOf(persona);
  const rest = count - days.length;
  for (let k = 0; k < rest; k++) {
    const share = (k + draw(stream) / 0x100000000) / rest;
    days.push(dayAt(world, habit, from, to, share));
  }
  return days;
}

/** The instant of a purchase on a local day; never before the customer joined. */
export function drawInstant(stream: Stream, persona: Persona, day: number, channel: ChannelCode): number {
  const second = drawSecondOfDay(stream, channel, persona.organisation);
  return Math.max(instant(day, second, persona.place.utcOffsetHours), persona.joinedAt + 60);
}
