const doubleSurnames = new Set(
  '欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 司徒 夏侯 轩辕 端木 百里 南宫 独孤 长孙 宇文'.split(' '),
);

/** One or two letters for a name: 欧 or 欧阳 and 李 by surname, `AM` for Anna-Lena Meyer. */
export function initialsOf(name: string, kind: 'person' | 'organisation' = 'person'): string {
  const plain = name.trim();
  if (/^\p{Script=Han}/u.test(plain)) {
    const two = [...plain].slice(0, 2).join('');
    return kind === 'person' && doubleSurnames.has(two) && [...plain].length > 2
      ? two
      : [...plain].slice(0, 1).join('');
  }
  const words = plain.split(/[\s]+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const picked = words.length > 1 ? [words[0], words.at(-1)] : words;
  const letters = picked.map((word) => /[\p{L}\p{N}]/u.exec(word ?? '')?.[0] ?? '').join('');
  return letters.toUpperCase() || '?';
}
