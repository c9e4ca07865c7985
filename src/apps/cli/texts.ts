import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInstance, type i18n } from 'i18next';
import {
  type ReadingErrorCode,
  readingErrorCatalogue,
} from '#ingestion/imports/reading/reading-errors.contract.ts';
import { ArchiveError } from '#platform/archive/archive-error.ts';
import { DataFolderError } from '#platform/files/data-folder.ts';
import type { Problem } from '#platform/http/problem.contract.ts';
import { LineCutError, RefusedError } from './socket-calls.ts';

export type Language = 'en' | 'zh';

type Values = Record<string, string | number>;

/** What the command line says, in one language. */
export interface Texts {
  language: Language;
  /** A text of the command line; `count` chooses the plural. */
  say(key: string, values?: Values): string;
  /** The first of these texts that exists. */
  find(keys: string[], values?: Values): string | undefined;
  number(value: number | string): string;
}

/** A "no" that the command line says itself, with the key of its text. Ends the command with 1, or 2 for wrong usage. */
export class CommandError extends Error {
  readonly values: Values;
  readonly exitCode: 1 | 2;

  constructor(key: string, values: Values = {}, exitCode: 1 | 2 = 2) {
    super(key);
    this.name = 'CommandError';
    this.values = values;
    this.exitCode = exitCode;
  }
}

const sourceFolder = join(import.meta.dirname, '../..');

/** Loads the messages of the command line and, for refusals, those of every domain. */
export function textsIn(language: Language): Texts {
  const i18n = createInstance();
  void i18n.init({
    lng: language,
    resources: { [language]: messagesIn(language) },
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  const numbers = new Intl.NumberFormat(language === 'zh' ? 'zh-CN' : 'en-GB', { maximumFractionDigits: 6 });
  return {
    language,
    say: (key, values = {}) => i18n.t(`cli:${key}`, values),
    find: (keys, values) => textOf(i18n, keys, values),
    number: (value) => numbers.format(value as number),
  };
}

/** Namespaces are the folders that hold the messages, as in the web app; ours is `cli`. */
function messagesIn(language: Language): Record<string, object> {
  const paths = globSync([`*/messages/${language}.json`, `platform/ui/messages/${language}.json`], {
    cwd: sourceFolder,
  });
  const all = [...paths, join('apps', 'cli', 'messages', `${language}.json`)];
  return Object.fromEntries(
    all.map((path) => [
      path.split(/[\\/]/).at(-3)!,
      JSON.parse(readFileSync(join(sourceFolder, path), 'utf8')) as object,
    ]),
  );
}

function textOf(i18n: i18n, keys: string[], values: Values = {}): string | undefined {
  const key = keys.find((each) => i18n.exists(each, values));
  return key === undefined ? undefined : i18n.t(key, values);
}

/** One or more lines about an error, in the reader's language, never a stack trace. */
export function errorText(texts: Texts, error: unknown): string {
  if (error instanceof CommandError) return texts.say(error.message, error.values);
  if (error instanceof RefusedError) return problemText(texts, error.problem);
  if (error instanceof LineCutError) return texts.say('error.lineCut');
  if (error instanceof ArchiveError) return texts.say(`archive.${error.code}`, error.values);
  if (error instanceof DataFolderError) {
    const values = { path: error.path, pid: error.pid ?? '?' };
    return texts.say(
      error.code === 'data_folder_in_use' ? 'error.folderInUse' : 'error.folderUnusable',
      values,
    );
  }
  return texts.say('error.unexpected', { message: error instanceof Error ? error.message : String(error) });
}

function problemText(texts: Texts, problem: Problem): string {
  const lines = [codeText(texts, problem.code, problem.values) ?? problem.detail ?? problem.code];
  for (const { path, code, message } of problem.errors ?? []) {
    lines.push(`  ${path === '' ? '' : `${path}: `}${codeText(texts, code) ?? message}`);
  }
  if (problem.status >= 500 && problem.reference) {
    lines.push(texts.say('error.reference', { reference: problem.reference }));
  }
  return lines.join('\n');
}

/** The sentence of an error code: `customers.not_found` is `errors.not_found` in the messages of customers. */
export function codeText(texts: Texts, code: string, values: Values = {}): string | undefined {
  if (Object.hasOwn(readingErrorCatalogue, code)) {
    return readingErrorCatalogue[code as ReadingErrorCode][texts.language];
  }
  const [owner = '', ...rest] = code.split('.');
  if (rest.length === 0) return undefined;
  return texts.find([`${owner === 'platform' ? 'ui' : owner}:errors.${rest.join('.')}`], values);
}
