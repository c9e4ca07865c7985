import type { Format } from '#platform/ui/format.ts';
import type { Option } from '#platform/ui/select.tsx';
import { countryCodes, languageCodes } from './country-codes.ts';

type Named = 'region' | 'language';

/** Codes with their names in the reader's language, in its order; an unknown code of a record comes along. */
export function namedOptions(type: Named, present: string | null | undefined, format: Format): Option[] {
  const codes = type === 'region' ? countryCodes : languageCodes;
  const all = present && !codes.includes(present) ? [...codes, present] : [...codes];
  const order = new Intl.Collator(format.language === 'zh' ? 'zh-CN' : 'en');
  return all
    .map((code) => ({ value: code, label: format.nameOf(type, code) }))
    .toSorted((one, other) => order.compare(one.label, other.label));
}

/** Every time zone that the browser knows. */
export function timeZoneOptions(): Option[] {
  return Intl.supportedValuesOf('timeZone').map((zone) => ({
    value: zone,
    label: zone.replaceAll('_', ' '),
  }));
}

/** City, region and country as they are written in the reader's language: 广东深圳, Bristol, England. */
export function placeText(
  place: { country: string | null; region: string | null; city: string | null },
  format: Format,
  homeCountry?: string,
): string {
  const country =
    place.country && place.country !== homeCountry ? format.nameOf('region', place.country) : '';
  const { city, region } = place;
  if (/\p{Script=Han}/u.test(`${city ?? ''}${region ?? ''}`)) {
    const within = city && region && city !== region ? `${region}${city}` : (city ?? region ?? '');
    return place.country === 'CN' || !country ? within || country : `${country}${within ? ` ${within}` : ''}`;
  }
  return [city, region === city ? null : region, country].filter(Boolean).join(', ');
}
