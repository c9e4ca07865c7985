import type { Project, Violation } from './project.ts';

/** The texts of one folder in one language, by dotted key. */
export function textsOf(json: string): Map<string, unknown> {
  const texts = new Map<string, unknown>();
  collect(JSON.parse(json), '', texts);
  return texts;
}

function collect(value: unknown, key: string, texts: Map<string, unknown>): void {
  if (typeof value !== 'object' || value === null) {
    texts.set(key, value);
    return;
  }
  for (const [name, child] of Object.entries(value)) collect(child, key ? `${key}.${name}` : name, texts);
}

/** Chinese has one plural form where English has two. */
function withoutPlural(key: string): string {
  return key.replace(/_(zero|one|two|few|many|other)$/, '');
}

/** Every folder of messages holds en.json and zh.json with the same keys, and no text is empty. */
export function messagesComeInBothLanguages(project: Project): Violation[] {
  const folders = new Set(
    project.files
      .map((path) => /^(src\/.*\/messages)\//.exec(path)?.[1])
      .filter((name) => name !== undefined),
  );
  return [...folders].flatMap((folder) => {
    const paths = [`${folder}/en.json`, `${folder}/zh.json`] as const;
    const absent = paths.filter((path) => !project.files.includes(path));
    if (absent.length > 0) return absent.map((path) => ({ path, message: 'is missing' }));
    const [en, zh] = paths.map((path) => textsOf(project.read(path)));
    return [
      ...keysMissing(en!, zh!, paths[1]),
      ...keysMissing(zh!, en!, paths[0]),
      ...emptyTexts(en!, paths[0]),
      ...emptyTexts(zh!, paths[1]),
    ];
  });
}

function keysMissing(wanted: Map<string, unknown>, given: Map<string, unknown>, path: string): Violation[] {
  const have = new Set([...given.keys()].map(withoutPlural));
  const missing = new Set([...wanted.keys()].map(withoutPlural).filter((key) => !have.has(key)));
  return [...missing].map((key) => ({ path, message: `has no text for ${key}` }));
}

function emptyTexts(texts: Map<string, unknown>, path: string): Violation[] {
  return [...texts]
    .filter(([, text]) => typeof text !== 'string' || text.trim() === '')
    .map(([key]) => ({ path, message: `the text of ${key} is empty or no text` }));
}

/** Chinese texts use full-width punctuation after Chinese characters. */
export function chineseIsPunctuatedInChinese(project: Project): Violation[] {
  return project.files
    .filter((path) => /^src\/.*\/messages\/zh\.json$/.test(path))
    .flatMap((path) =>
      [...textsOf(project.read(path))]
        .filter(([, text]) => /\p{Script=Han}[”’」』）》]?[,;:?!]/u.test(String(text)))
        .map(([key, text]) => ({ path, message: `half-width punctuation in ${key}: ${text}` })),
    );
}
