const furtherNames: Record<string, string> = {
  usa: 'US',
  'u.s.a.': 'US',
  'u.s.': 'US',
  uk: 'GB',
  'u.k.': 'GB',
  'great britain': 'GB',
  england: 'GB',
  scotland: 'GB',
  wales: 'GB',
  'northern ireland': 'GB',
  eire: 'IE',
  rsa: 'ZA',
  'czech republic': 'CZ',
  'hong kong': 'HK',
  macau: 'MO',
  holland: 'NL',
  'the netherlands': 'NL',
  'south korea': 'KR',
  korea: 'KR',
  russia: 'RU',
  turkey: 'TR',
  uae: 'AE',
  prc: 'CN',
  'mainland china': 'CN',
  中国大陆: 'CN',
  中国内地: 'CN',
  中华人民共和国: 'CN',
  香港: 'HK',
  中国香港: 'HK',
  澳门: 'MO',
  中国澳门: 'MO',
  台湾: 'TW',
  中国台湾: 'TW',
  韩国: 'KR',
  阿联酋: 'AE',
};

let names: Map<string, string> | null = null;

/** ISO 3166 alpha-2 code of a country or region by its code or its Chinese or English name; null if unknown. */
export function countryCodeOf(text: string): string | null {
  names ??= knownNames();
  return names.get(text.trim().toLowerCase()) ?? null;
}

/** Names come from the runtime's own CLDR data; codes that it cannot name are no countries. */
function knownNames(): Map<string, string> {
  const known = new Map<string, string>();
  const displays = ['en', 'zh'].map(
    (language) => new Intl.DisplayNames(language, { type: 'region', fallback: 'none' }),
  );
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
  for (const first of letters) {
    for (const second of letters) {
      const code = first + second;
      if (
        /^(?:AA|Q[M-Z]|X[A-Z]|ZZ|EU|EZ|UN|SU|DD|YD|YU|TP|UK|FX|BU|ZR|NT|AN|CS|DY|HV|NH|RH|VD)$/.test(code) &&
        code !== 'XK'
      )
        continue;
      for (const display of displays) {
        const name = display.of(code);
        if (name === undefined) continue;
        known.set(code.toLowerCase(), code);
        known.set(name.toLowerCase(), code);
      }
    }
  }
  for (const [name, code] of Object.entries(furtherNames)) known.set(name, code);
  return known;
}
