/** China Mobile's own number, and numbers of offices and emergencies: nobody's contact. */
const known = new Set(
  '13800138000 13800000000 10086 10010 10000 10001 12345 12306 12315 12580 110 119 120 122 114 999 911 112 000 123 1234 12345678910 1234567890 01234567890 0123456789 12345678901'.split(
    ' ',
  ),
);
const words =
  /^(?:无|没有|暂无|未知|不详|空|保密|不便透露|未提供|未填|n\/?a|null|none|nil|no|unknown|test|x+|-+|—+|\*+|\.+|\?+|？+|[。，、/\\]+)$/i;
const plainMobile = /^1[3-9]\d{9}$/;
const oneDigit = /^(\d)\1*$/;
const mostZeros = /^1\d{2}0{8}$/;

/** Whether what stands in place of a phone number says nothing: words for none, 11111111111, 12345678901. */
export function isPhonePlaceholder(text: string): boolean {
  if (plainMobile.test(text)) return text === '13800138000' || mostZeros.test(text);
  if (words.test(text)) return true;
  const digits = text.replace(/^(?:\+|00)?86(?=\D?1\d{2})|[\s\-–—().+]/g, '');
  return known.has(digits) || oneDigit.test(digits) || mostZeros.test(digits);
}
