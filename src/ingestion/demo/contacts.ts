import { type Company, companyOf } from './companies.ts';
import { beingOf, type PersonName } from './names.ts';
import type { Persona } from './persona.ts';
import type { Place } from './places.ts';
import { below, between, chance, openStream, pick, pickIndex, runningSums, type Stream } from './random.ts';
import { PURPOSE, type World } from './world.ts';

export interface DemoPhone {
  label: 'mobile' | 'home' | 'work';
  number: string;
}

export interface DemoEmail {
  label: 'personal' | 'work';
  address: string;
}

/** Prefixes of Chinese mobile numbers in use; 154 and the numbers of data cards are left out. */
const MOBILE_PREFIXES =
  '130 131 132 133 134 135 136 137 138 139 150 151 152 153 155 156 157 158 159 166 173 175 176 177 178 180 181 182 183 185 186 187 188 189 191 193 198 199'.split(
    ' ',
  );

function digits(stream: Stream, count: number): string {
  let text = '';
  for (let i = 0; i < count; i++) text += below(stream, 10);
  return text;
}

function mobile(stream: Stream, place: Place): string {
  if (place.country === 'CN') return pick(stream, MOBILE_PREFIXES) + digits(stream, 8);
  if (place.country === 'SG')
    return `+65 ${pick(stream, ['8', '9'])}${digits(stream, 3)} ${digits(stream, 4)}`;
  if (place.country === 'GB') return `+44 7${between(stream, 400, 899)} ${digits(stream, 6)}`;
  return `+1 ${place.areaCode} ${between(stream, 200, 999)} ${digits(stream, 4)}`;
}

/** A landline: seven or eight digits after the trunk code in China, by the size of the city. */
function landline(stream: Stream, place: Place): string {
  if (place.country === 'CN') {
    const length = place.areaCode.length === 3 || place.weight >= 9 ? 8 : 7;
    return `${place.areaCode}-${between(stream, 2, 8)}${digits(stream, length - 1)}`;
  }
  if (place.country === 'SG') return `+65 6${digits(stream, 3)} ${digits(stream, 4)}`;
  if (place.country === 'GB') {
    const rest = place.areaCode.length === 2 ? digits(stream, 3) : digits(stream, 2);
    return `+44 ${place.areaCode} ${between(stream, 2, 8)}${rest} ${digits(stream, 4)}`;
  }
  return `+1 ${place.areaCode} ${between(stream, 200, 999)} ${digits(stream, 4)}`;
}

function mobileOf(world: World, persona: Persona): string {
  return mobile(openStream(world.seed, beingOf(persona), PURPOSE.mobile), persona.place);
}

function landlineOf(world: World, persona: Persona): string {
  return landline(openStream(world.seed, beingOf(persona), PURPOSE.landline), persona.place);
}

function hasHomeLine(world: World, persona: Persona): boolean {
  return chance(openStream(world.seed, beingOf(persona), PURPOSE.homeLine), 120);
}

/** The telephone numbers of a customer, the first one preferred; persons of one household may share them. */
export function phonesOf(world: World, persona: Persona): DemoPhone[] {
  const stream = openStream(world.seed, beingOf(persona), PURPOSE.phones);
  if (persona.organisation) {
    const work: DemoPhone[] = [{ label: 'work', number: landlineOf(world, persona) }];
    if (chance(stream, 550)) work.push({ label: 'mobile', number: mobileOf(world, persona) });
    return work;
  }
  const { head, employer } = persona;
  const borrowed = head !== null && chance(stream, 300);
  const phones: DemoPhone[] = [{ label: 'mobile', number: mobileOf(world, borrowed ? head : persona) }];
  if (chance(stream, 30)) phones.push({ label: 'mobile', number: mobile(stream, persona.place) });
  const household = head ?? persona;
  if (hasHomeLine(world, household)) phones.push({ label: 'home', number: landlineOf(world, household) });
  if (employer !== null && chance(stream, 400)) {
    phones.push({ label: 'work', number: landlineOf(world, employer) });
  }
  return phones;
}

/** Providers that people use, under a name of which no mail is ever delivered (RFC 2606). */
const PROVIDERS = [
  [46, 'qq.example'],
  [25, '163.example'],
  [7, '126.example'],
  [6, 'foxmail.example'],
  [6, 'gmail.example'],
  [6, 'outlook.example'],
  [4, 'icloud.example'],
] as const;
const PROVIDER_SUMS = runningSums(PROVIDERS.map(([weight]) => weight));
const ABROAD_PROVIDERS = [
  'gmail.example',
  'gmail.example',
  'outlook.example',
  'icloud.example',
  'yahoo.example',
];

function personalAddress(stream: Stream, persona: Persona, name: PersonName): string {
  const year = String(persona.birthYear);
  if (persona.place.country !== 'CN') {
    const number = chance(stream, 600) ? year.slice(2) + digits(stream, 2) : digits(stream, 4);
    return `${name.slug}${number}@${pick(stream, ABROAD_PROVIDERS)}`;
  }
  const provider = PROVIDERS[pickIndex(stream, PROVIDER_SUMS)]![1];
  if (provider === 'qq.example')
    return `${between(stream, 1, 9)}${digits(stream, between(stream, 7, 9))}@${provider}`;
  const tail = chance(stream, 500) ? year + digits(stream, 3) : digits(stream, 5);
  return `${name.slug}${chance(stream, 200) ? '_' : ''}${tail}@${provider}`;
}

/** The e-mail addresses of a person, all on reserved domains; about a third have none. */
export function personEmails(world: World, persona: Persona, name: PersonName): DemoEmail[] {
  const stream = openStream(world.seed, beingOf(persona), PURPOSE.emails);
  const emails: DemoEmail[] = [];
  if (persona.employer !== null) {
    const { domain } = companyOf(world, persona.employer);
    if (chance(stream, 850)) {
      emails.push({ label: 'work', address: `${name.slug}${below(stream, 100)}@${domain}` });
    }
  }
  if (chance(stream, persona.place.country === 'CN' ? 620 : 920)) {
    emails.push({ label: 'personal', address: personalAddress(stream, persona, name) });
  }
  return emails;
}

const COMPANY_BOXES = ['info', 'office', 'xingzheng', 'caigou', 'hello', 'admin'];

/** The e-mail address of an organisation, on its own reserved domain. */
export function companyEmails(world: World, organisation: Persona, company: Company): DemoEmail[] {
  const stream = openStream(world.seed, beingOf(organisation), PURPOSE.emails);
  if (chance(stream, 120)) return [];
  const box = organisation.place.country === 'CN' ? pick(stream, COMPANY_BOXES) : 'hello';
  return [{ label: 'work', address: `${box}@${company.domain}` }];
}
