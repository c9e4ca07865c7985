import type { DemoAddress } from './addresses.ts';
import type { Archetype } from './archetypes.ts';
import type { DemoEmail, DemoPhone } from './contacts.ts';
import type { Gender } from './persona.ts';
import type { ChannelCode } from './shops.ts';

/** What was done to a record on its way into a system. */
export type Dirt =
  | 'junkName'
  | 'junkPhone'
  | 'missingPhone'
  | 'missingAddress'
  | 'missingGender'
  | 'fullWidthDigits'
  | 'straySpaces'
  | 'phoneDashes'
  | 'phonePrefix'
  | 'emailCase'
  | 'brokenEmail'
  | 'nameVariation'
  | 'addressVariation'
  | 'birthdayMissing';

export interface DemoRelation {
  kind: 'works_at' | 'household' | 'referred_by';
  /** Always a customer with a smaller index, so it has been given before. */
  toExternalId: string;
}

/** A customer as a source system would hand it over, dirt included. */
export interface DemoCustomer {
  externalId: string;
  kind: 'person' | 'organisation';
  /** Parts are null where a source knows the whole name only, as for organisations. */
  name: { full: string; family: string | null; given: string | null; latin: string | null };
  phones: DemoPhone[];
  emails: DemoEmail[];
  address: DemoAddress | null;
  /** The employer's name as the person gave it. */
  company: string | null;
  jobTitle: string | null;
  /** Organisations only. */
  industry: string | null;
  gender: Gender | null;
  /** `YYYY-MM-DD`. */
  birthday: string | null;
  language: 'zh' | 'en';
  timeZone: string;
  channel: ChannelCode;
  /** `YYYY-MM-DDTHH:MM:SSZ`. */
  joinedAt: string;
  relations: DemoRelation[];
  /** What no source would know; for tests and benchmarks, never to be stored with the record. */
  truth: { archetype: Archetype; duplicateOf: string | null; dirt: Dirt[] };
}
