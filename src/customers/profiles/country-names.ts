/** Names that files use and Intl does not. */
const aliases: Record<string, string> = {
  uk: 'GB',
  'great britain': 'GB',
  britain: 'GB',
  england: 'GB',
  scotland: 'GB',
  wales: 'GB',
  'northern ireland': 'GB',
  英格兰: 'GB',
  大不列颠: 'GB',
  usa: 'US',
  'u.s.a.': 'US',
  'u.s.': 'US',
  'united states of america': 'US',
  america: 'US',
  美利坚合众国: 'US',
  eire: 'IE',
  'republic of ireland': 'IE',
  rsa: 'ZA',
  holland: 'NL',
  'the netherlands': 'NL',
  'czech republic': 'CZ',
  'mainland china': 'CN',
  "people's republic of china": 'CN',
  prc: 'CN',
  中国大陆: 'CN',
  中华人民共和国: 'CN',
  大陆: 'CN',
  'hong kong': 'HK',
  香港: 'HK',
  macau: 'MO',
  macao: 'MO',
  澳门: 'MO',
  台湾: 'TW',
  'south korea': 'KR',
  korea: 'KR',
  'republic of korea': 'KR',
  'russian federation': 'RU',
  uae: 'AE',
  阿联酋: 'AE',
  'viet nam': 'VN',
  turkey: 'TR',
  burma: 'MM',
  'cape verde': 'CV',
  'ivory coast': 'CI',
  swaziland: 'SZ',
  macedonia: 'MK',
};

const codes = new Map<string, string>();

function fillCodes(): void {
  const english = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  const chinese = new Intl.DisplayNames('zh', { type: 'region', fallback: 'none' });
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  // Codes that Intl names but that are no country: unions, test values, the former ones.
  const none = new Set([
    'EU',
    'EZ',
    'UN',
    'QO',
    'ZZ',
    'XA',
    'XB',
    'AN',
    'BU',
    'CS',
    'DD',
    'FX',
    'NT',
    'SU',
    'TP',
    'UK',
    'YD',
    'YU',
    'ZR',
    'DY',
    'HV',
    'NH',
    'RH',
    'VD',
  ]);
  for (const code of letters.flatMap((first) => letters.map((second) => first + second))) {
    if (none.has(code)) continue;
    const names = [english.of(code), chinese.of(code)].filter((name) => name !== undefined);
    if (names.length > 0) codes.set(code.toLowerCase(), code);
    for (const name of names) codes.set(folded(name), code);
  }
  for (const [name, code] of Object.entries(aliases)) codes.set(folded(name), code);
}

function folded(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase().replaceAll('&', 'and');
}

/** The ISO code for a code or for a name in English or Chinese; undefined where no country is called so. */
export function countryNamed(name: string): string | undefined {
  if (codes.size === 0) fillCodes();
  return codes.get(folded(name));
}
