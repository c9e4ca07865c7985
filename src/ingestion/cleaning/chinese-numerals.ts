const digits = '〇一二三四五六七八九';
const values = new Map<string, number>(
  [...digits]
    .map((digit, value): [string, number] => [digit, value])
    .concat([
      ['零', 0],
      ['○', 0],
      ['Ｏ', 0],
      ['元', 1],
      ['正', 1],
      ['两', 2],
      ['壹', 1],
      ['贰', 2],
      ['叁', 3],
      ['肆', 4],
      ['伍', 5],
      ['陆', 6],
      ['柒', 7],
      ['捌', 8],
      ['玖', 9],
    ]),
);

/** A year by its digits: 二〇二四 is 2024, 九〇 is 90. Null for anything else. */
export function readChineseYear(text: string): number | null {
  if (/^\d{2,4}$/.test(text)) return Number(text);
  const found = [...text].map((digit) => values.get(digit));
  if (found.length < 2 || found.length > 4 || found.some((value) => value === undefined)) return null;
  return Number(found.join(''));
}

/** A number up to 99: 五, 十二, 二十, 廿三, 卅, 初五, 12. Null for anything else. */
export function readChineseNumber(text: string): number | null {
  if (/^\d{1,2}$/.test(text)) return Number(text);
  const plain = text.replace(/^初/, '').replace(/^廿/, '二十').replace(/^卅/, '三十').replace(/拾/, '十');
  const parts = /^([^十])?(十)?([^十])?$/u.exec(plain);
  if (!parts || plain === '') return null;
  const [, first, ten, last] = parts;
  if (ten === undefined)
    return last === undefined && first !== undefined ? (values.get(first) ?? null) : null;
  const tens = first === undefined ? 1 : values.get(first);
  const ones = last === undefined ? 0 : values.get(last);
  return tens === undefined || ones === undefined ? null : tens * 10 + ones;
}
