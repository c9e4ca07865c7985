const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
// East Asian Wide and Fullwidth (UAX 11), and what terminals draw as pictures.
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;
const narrow = /^[\x20-\x7e]*$/;
const invisible = /^[\p{Mn}\p{Me}\p{Cf}]+$/u;

/** How many columns of a terminal the text takes; Chinese characters take two. */
export function textWidth(text: string): number {
  if (narrow.test(text)) return text.length;
  let width = 0;
  for (const { segment } of letters.segment(text)) width += letterWidth(segment);
  return width;
}

function letterWidth(letter: string): number {
  if (invisible.test(letter)) return 0;
  return wide.test(letter) ? 2 : 1;
}

/** The text in exactly so many columns: cut with an ellipsis, or filled up with spaces. */
export function fitWidth(text: string, columns: number, align: 'left' | 'right' = 'left'): string {
  const cut = cutWidth(text, columns);
  const room = ' '.repeat(columns - textWidth(cut));
  return align === 'right' ? room + cut : cut + room;
}

function cutWidth(text: string, columns: number): string {
  if (textWidth(text) <= columns) return text;
  let kept = '';
  let width = 0;
  for (const { segment } of letters.segment(text)) {
    width += letterWidth(segment);
    if (width > columns - 1) break;
    kept += segment;
  }
  return `${kept}…`;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
const controls = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g;

/** One line without what would steer the terminal: names come from files of strangers. */
export function plainText(text: string): string {
  return text.replace(controls, ' ');
}
