import { pinyin } from 'pinyin-pro';

const han = /\p{Script=Han}/u;
const notLetters = /[^\p{L}\p{N}]+/gu;
const remembered = new Map<string, string[]>();
const mostRemembered = 50_000;

/** The pinyin syllables of a name, other letters as they stand; remembered, since names repeat by the million. */
export function syllablesOf(name: string): string[] {
  const known = remembered.get(name);
  if (known) return known;
  const syllables = pinyin(name.slice(0, 60), {
    toneType: 'none',
    type: 'array',
    surname: 'head',
    v: true,
    nonZh: 'consecutive',
  });
  if (remembered.size >= mostRemembered) remembered.clear();
  remembered.set(name, syllables);
  return syllables;
}

/**
 * A form in which two ways of writing one name are equal: the letters of its pinyin (or its own), small, without
 * accents, sorted. 张伟 = Zhang Wei = wei, zhang; John Smith = SMITH, John. Null where a name has no letter.
 * Two names contradict each other where their keys differ.
 */
export function nameKeyOf(name: string | undefined): string | null {
  if (name === undefined) return null;
  const spoken = han.test(name) ? syllablesOf(name).join('') : name;
  const letters = spoken.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(notLetters, '');
  return letters === '' ? null : [...letters].sort().join('').slice(0, 100);
}
