import { beingOf } from './names.ts';
import type { Persona } from './persona.ts';
import type { Country } from './places.ts';
import { below, between, chance, openStream, pick, type Stream } from './random.ts';
import {
  AMERICAN_STREETS,
  CHINA_ESTATES,
  CHINA_OFFICES,
  CHINA_STREETS,
  ENGLISH_STREETS,
  SINGAPORE_STREETS,
} from './streets.ts';
import { PURPOSE, type World } from './world.ts';

export interface DemoAddress {
  country: Country;
  province: string;
  city: string;
  district: string;
  /** Street, number and flat or office. */
  street: string;
  postcode: string;
}

function chineseStreet(stream: Stream, office: boolean): string {
  const road = `${pick(stream, CHINA_STREETS)}${between(stream, 1, 899)}号`;
  if (office) {
    const floor = between(stream, 2, 32);
    return `${road}${pick(stream, CHINA_OFFICES)}${floor}层${floor}${String(between(stream, 1, 18)).padStart(2, '0')}室`;
  }
  const flat = `${between(stream, 1, 28)}${String(between(stream, 1, 4)).padStart(2, '0')}室`;
  return `${road}${pick(stream, CHINA_ESTATES)}${between(stream, 1, 36)}栋${between(stream, 1, 4)}单元${flat}`;
}

function foreignStreet(stream: Stream, country: Country): string {
  if (country === 'SG') {
    return `Blk ${between(stream, 1, 899)} ${pick(stream, SINGAPORE_STREETS)} #${String(between(stream, 2, 25)).padStart(2, '0')}-${between(stream, 100, 999)}`;
  }
  if (country === 'US') return `${between(stream, 10, 4999)} ${pick(stream, AMERICAN_STREETS)}`;
  const flat = chance(stream, 300) ? `Flat ${between(stream, 1, 24)}, ` : '';
  return `${flat}${between(stream, 1, 260)} ${pick(stream, ENGLISH_STREETS)}`;
}

function postcode(stream: Stream, country: Country, stem: string): string {
  if (country === 'CN') return stem + String(below(stream, 100)).padStart(2, '0');
  if (country === 'SG') return String(between(stream, 100_000, 829_999));
  if (country === 'US') return stem + String(between(stream, 1, 40)).padStart(2, '0');
  const letters = 'ABDEFGHJLNPQRSTUWXYZ';
  const end = letters.charAt(below(stream, 20)) + letters.charAt(below(stream, 20));
  return `${stem}${between(stream, 1, 9)} ${between(stream, 1, 9)}${end}`;
}

/** Where a customer lives or works; a household has one address, and half the contacts give the office's. */
export function addressOf(world: World, persona: Persona): DemoAddress {
  const choice = openStream(world.seed, beingOf(persona), PURPOSE.addressChoice);
  const atWork = persona.employer !== null && chance(choice, 500);
  const holder = atWork ? persona.employer! : (persona.head ?? persona);
  const stream = openStream(world.seed, beingOf(holder), PURPOSE.address);
  const { country, province, city, districts, postcode: stem } = persona.place;
  const office = holder.organisation;
  return {
    country,
    province,
    city,
    district: pick(stream, districts),
    street: country === 'CN' ? chineseStreet(stream, office) : foreignStreet(stream, country),
    postcode: postcode(stream, country, stem),
  };
}
