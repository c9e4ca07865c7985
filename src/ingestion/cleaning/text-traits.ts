/** Letters and digits of ASCII. */
export const DIGIT = 1;
export const UPPER = 2;
export const LOWER = 4;
/** A blank at an end, two in a row, or any blank that is not U+0020. */
export const STRAY_BLANK = 8;
/** U+0020 between other characters. */
export const BLANK = 16;
/** Full-width forms, U+FF01 to U+FFEF, and the ideographic space. */
export const WIDE = 32;
/** Control and invisible characters, line breaks among them. */
export const HIDDEN = 64;
/** Chinese characters. */
export const HAN = 128;
/** `&`. */
export const AMPERSAND = 256;
/** `'` or `’` as the first character. */
export const APOSTROPHE = 512;
/** Other ASCII marks. */
export const MARK = 1024;
/** Anything else beyond ASCII: accents, other scripts, Chinese punctuation. */
export const OTHER = 2048;

const ascii = Uint16Array.from({ length: 128 }, (_, code) => {
  const letter = String.fromCharCode(code);
  if (code < 32 || code === 127) return HIDDEN;
  if (code === 32) return BLANK;
  if (/\d/.test(letter)) return DIGIT;
  if (/[A-Z]/.test(letter)) return UPPER;
  if (/[a-z]/.test(letter)) return LOWER;
  return letter === '&' ? AMPERSAND : MARK;
});

/** Which kinds of characters a text holds, as a sum of the traits: one pass that spares most rules theirs. */
export function traitsOf(text: string): number {
  const first = text.charCodeAt(0);
  let traits = first === 39 || first === 0x2019 ? APOSTROPHE : 0;
  const last = text.length - 1;
  let blankBefore = true;
  for (let at = 0; at <= last; at++) {
    const code = text.charCodeAt(at);
    if (code < 128) {
      traits |= ascii[code]!;
      if (code === 32) {
        if (blankBefore || at === last) traits |= STRAY_BLANK;
        blankBefore = true;
      } else blankBefore = false;
    } else {
      blankBefore = false;
      traits |= traitBeyondAscii(code);
    }
  }
  return traits;
}

function traitBeyondAscii(code: number): number {
  if (code >= 0x3400 && code <= 0x9fff) return HAN;
  if (code === 0x3000) return WIDE | STRAY_BLANK;
  if (code >= 0xff01 && code <= 0xffef) return WIDE;
  if (code === 0xa0 || code === 0x1680 || (code >= 0x2000 && code <= 0x200a)) return STRAY_BLANK | OTHER;
  if (code === 0x202f || code === 0x205f) return STRAY_BLANK | OTHER;
  if (code < 0xa0 || code === 0xad || (code >= 0x200b && code <= 0x200f)) return HIDDEN;
  if ((code >= 0x2028 && code <= 0x202e) || (code >= 0x2060 && code <= 0x206f)) return HIDDEN;
  if (code === 0xfeff || (code >= 0xfe00 && code <= 0xfe0f) || code === 0x34f || code === 0x61c)
    return HIDDEN;
  if (code >= 0xd800 && code <= 0xdfff) return HAN | OTHER;
  return OTHER;
}
