import { addressOf } from './addresses.ts';
import { dayNumber, dayText, isoInstant } from './calendar.ts';
import { companyOf } from './companies.ts';
import { companyEmails, personEmails, phonesOf } from './contacts.ts';
import type { DemoCustomer, DemoRelation } from './demo-customer.ts';
import { soilRecord } from './dirt.ts';
import { beingOf, personName } from './names.ts';
import { type Persona, personaOf } from './persona.ts';
import { below, chance, openStream, pick } from './random.ts';
import { type DemoOptions, openSlice, PURPOSE, type World } from './world.ts';

const TITLES = {
  zh: ['行政经理', '采购主管', '行政专员', '采购经理', '总经理助理', '人事经理', '办公室主任', '市场经理'],
  en: [
    'Office manager',
    'Buyer',
    'Procurement manager',
    'Assistant to the director',
    'HR manager',
    'Events manager',
  ],
};

function relationsOf(persona: Persona): DemoRelation[] {
  if (persona.original !== null) return [];
  const relations: DemoRelation[] = [];
  if (persona.employer !== null)
    relations.push({ kind: 'works_at', toExternalId: persona.employer.externalId });
  if (persona.head !== null) relations.push({ kind: 'household', toExternalId: persona.head.externalId });
  if (persona.referrer !== null) {
    relations.push({ kind: 'referred_by', toExternalId: persona.referrer.externalId });
  }
  return relations;
}

function organisationFields(world: World, persona: Persona) {
  const company = companyOf(world, persona);
  return {
    name: { full: company.name, family: null, given: null, latin: null },
    emails: companyEmails(world, persona, company),
    company: null,
    jobTitle: null,
    industry: persona.language === 'zh' ? company.industryZh : company.industryEn,
    gender: null,
    birthday: null,
  };
}

function personFields(world: World, persona: Persona) {
  const { full, family, given, latin, slug } = personName(world, persona);
  const name = { full, family, given, latin, slug };
  const stream = openStream(world.seed, beingOf(persona), PURPOSE.particulars);
  const birthDay = dayNumber(persona.birthYear, 1, 1) + below(stream, 365);
  const tellsBirthday = chance(stream, 560);
  const { employer } = persona;
  return {
    name: { full, family, given, latin },
    emails: personEmails(world, persona, name),
    company: employer === null ? null : companyOf(world, employer).name,
    jobTitle: employer === null ? null : pick(stream, TITLES[persona.language]),
    industry: null,
    gender: persona.gender,
    birthday: tellsBirthday ? dayText(birthDay) : null,
  };
}

/** The record of one customer, as it arrives from its channel. */
export function customerRecord(world: World, persona: Persona): DemoCustomer {
  const fields = persona.organisation ? organisationFields(world, persona) : personFields(world, persona);
  const customer: DemoCustomer = {
    externalId: persona.externalId,
    kind: persona.organisation ? 'organisation' : 'person',
    ...fields,
    phones: phonesOf(world, persona),
    address: addressOf(world, persona),
    language: persona.language,
    timeZone: persona.place.timeZone,
    channel: persona.channel,
    joinedAt: isoInstant(persona.joinedAt),
    relations: relationsOf(persona),
    truth: { archetype: persona.archetype, duplicateOf: persona.original?.externalId ?? null, dirt: [] },
  };
  soilRecord(world, persona.index, customer);
  return customer;
}

/**
 * Gives the customers `from` … `count` − 1 in batches of `batchSize`. Memory holds one batch; the
 * same options give the same records, and a larger count only adds to them.
 */
export function* demoCustomers(options: DemoOptions & { batchSize?: number }): Generator<DemoCustomer[]> {
  const { world, from, to } = openSlice(options);
  const batchSize = options.batchSize ?? 1000;
  for (let start = from; start < to; start += batchSize) {
    const batch: DemoCustomer[] = [];
    for (let index = start; index < Math.min(start + batchSize, to); index++) {
      batch.push(customerRecord(world, personaOf(world, index)));
    }
    yield batch;
  }
}
