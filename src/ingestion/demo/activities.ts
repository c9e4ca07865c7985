import {
  type ActivityText,
  type ActivityType,
  COMPANY_TEXTS,
  PERSON_TEXTS,
  STAFF,
} from './activity-texts.ts';
import { isoInstant } from './calendar.ts';
import type { Named } from './catalogue.ts';
import { endOfHistory } from './order-days.ts';
import { type Persona, personaOf } from './persona.ts';
import { ARTICLES } from './products.ts';
import { below, between, chance, openStream, pick, pickIndex, runningSums, type Stream } from './random.ts';
import { type DemoOptions, openSlice, PURPOSE, type World } from './world.ts';

/** A contact with a customer, as a service desk would hand it over. */
export interface DemoActivity {
  /** Unique; may serve as idempotency key. */
  externalId: string;
  customerExternalId: string;
  type: ActivityType;
  direction: 'in' | 'out' | null;
  /** `YYYY-MM-DDTHH:MM:SSZ`; received at the same time or up to two days later. */
  occurredAt: string;
  receivedAt: string;
  author: Named;
  text: { zh: string; en: string };
}

/** What people ring about, and what companies order. */
const TEAS = ARTICLES[0]!;
const GIFTS = ARTICLES[4]!;

const TYPES: readonly ActivityType[] = ['note', 'call', 'message', 'visit'];
const PERSON_TYPES = runningSums([25, 30, 45, 0]);
const COMPANY_TYPES = runningSums([20, 35, 20, 25]);

function drawCount(stream: Stream, persona: Persona): number {
  if (persona.organisation) return chance(stream, 700) ? between(stream, 1, 6) : 0;
  if (persona.archetype === 'loyal') return chance(stream, 600) ? between(stream, 1, 4) : 0;
  return chance(stream, 220) ? between(stream, 1, 3) : 0;
}

function drawText(stream: Stream, persona: Persona, type: ActivityType): ActivityText {
  if (persona.organisation || type === 'visit') return pick(stream, COMPANY_TEXTS[type]);
  return pick(stream, PERSON_TEXTS[type]);
}

/** An instant between the day of joining and the end, in Chinese office hours. */
function drawTime(stream: Stream, world: World, persona: Persona): number {
  const day = persona.joinedDay + below(stream, world.asOfDay - persona.joinedDay);
  const at = day * 86_400 + between(stream, 9 * 3600, 18 * 3600) - 28_800;
  return Math.min(Math.max(at, persona.joinedAt + 120), endOfHistory(world) - 1);
}

function activitiesOf(world: World, persona: Persona): DemoActivity[] {
  const stream = openStream(world.seed, persona.index, PURPOSE.activities);
  const end = endOfHistory(world);
  const count = drawCount(stream, persona);
  const times = Array.from({ length: count }, () => drawTime(stream, world, persona)).sort((a, b) => a - b);
  return times.map((at, k) => {
    const type = TYPES[pickIndex(stream, persona.organisation ? COMPANY_TYPES : PERSON_TYPES)]!;
    const { direction, zh, en } = drawText(stream, persona, type);
    const { product } = pick(stream, persona.organisation ? GIFTS : TEAS);
    const number = String(between(stream, 2, 6));
    const late = chance(stream, 150) ? between(stream, 60, 172_800) : 0;
    return {
      externalId: `AC${String(persona.index + 1).padStart(8, '0')}${k + 1}`,
      customerExternalId: persona.externalId,
      type,
      direction,
      occurredAt: isoInstant(at),
      receivedAt: isoInstant(Math.min(at + late, end - 1)),
      author: pick(stream, STAFF),
      text: {
        zh: zh.replace('{p}', `「${product.nameZh}」`).replace('{n}', number),
        en: en.replace('{p}', product.nameEn).replace('{n}', number),
      },
    };
  });
}

/**
 * Gives the notes, calls, visits and messages of the customers `from` … `count` − 1, of one customer
 * after the other and each in the order of their time, in batches of at least `batchSize` (whole
 * customers; the last may be smaller). About three customers in ten have any.
 */
export function* demoActivities(options: DemoOptions & { batchSize?: number }): Generator<DemoActivity[]> {
  const { world, from, to } = openSlice(options);
  const batchSize = options.batchSize ?? 1000;
  let batch: DemoActivity[] = [];
  for (let index = from; index < to; index++) {
    batch.push(...activitiesOf(world, personaOf(world, index)));
    if (batch.length < batchSize) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
