/** The currency that people most likely count in where they are, by country. */
const currencies: Record<string, string> = {
  AE: 'AED',
  AU: 'AUD',
  BR: 'BRL',
  CA: 'CAD',
  CH: 'CHF',
  CN: 'CNY',
  CZ: 'CZK',
  DK: 'DKK',
  GB: 'GBP',
  HK: 'HKD',
  ID: 'IDR',
  IN: 'INR',
  JP: 'JPY',
  KR: 'KRW',
  MO: 'MOP',
  MX: 'MXN',
  MY: 'MYR',
  NO: 'NOK',
  NZ: 'NZD',
  PH: 'PHP',
  PL: 'PLN',
  RU: 'RUB',
  SA: 'SAR',
  SE: 'SEK',
  SG: 'SGD',
  TH: 'THB',
  TR: 'TRY',
  TW: 'TWD',
  US: 'USD',
  VN: 'VND',
  ZA: 'ZAR',
};

const euro = new Set('AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK'.split(' '));

/** Time zones that name their country plainly: they beat the language, which many people set otherwise. */
const countriesOfZones: Record<string, string> = {
  'Asia/Shanghai': 'CN',
  'Asia/Urumqi': 'CN',
  'Asia/Hong_Kong': 'HK',
  'Asia/Macau': 'MO',
  'Asia/Taipei': 'TW',
  'Asia/Singapore': 'SG',
  'Asia/Tokyo': 'JP',
  'Asia/Seoul': 'KR',
  'Europe/London': 'GB',
  'Europe/Zurich': 'CH',
};

/** A first guess of the organisation's currency from the browser's time zone and languages. */
export function guessCurrency(timeZone: string, languages: readonly string[]): string {
  const country =
    countriesOfZones[timeZone] ?? languages.map(regionOf).find((region) => region !== undefined);
  if (country && euro.has(country)) return 'EUR';
  const known = country ? currencies[country] : undefined;
  if (known) return known;
  if (timeZone.startsWith('Europe/')) return 'EUR';
  return languages[0]?.startsWith('zh') ? 'CNY' : 'USD';
}

function regionOf(language: string): string | undefined {
  try {
    return new Intl.Locale(language).region;
  } catch {
    return undefined;
  }
}
