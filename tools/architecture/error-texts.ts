import { textsOf } from './messages.ts';
import { type Project, productFiles, type Violation } from './project.ts';

/**
 * Every error code that code fails with, or a contract promises, has a text in both languages: the code
 * `customers.not_found` under `errors.not_found` of the messages of customers, a platform code in those of
 * platform/ui.
 */
export function errorCodesHaveTexts(project: Project): Violation[] {
  const codes = new Map<string, string>();
  for (const path of productFiles(project)) {
    for (const [, code] of project.read(path).matchAll(/\bfail\(\s*'\w+',\s*'([^']+)'/g))
      codes.set(code!, path);
  }
  for (const { path, contract } of project.contracts) {
    for (const endpoint of Object.values(contract.endpoints)) {
      for (const code of endpoint.fails ?? []) codes.set(code, path);
    }
  }
  const texts = new Map<string, Map<string, unknown>>();
  return [...codes].flatMap(([code, path]) => {
    const [owner, ...rest] = code.split('.');
    if (rest.length === 0) return [{ path, message: `the error code ${code} must begin with its domain` }];
    const folder = owner === 'platform' ? 'src/platform/ui/messages' : `src/${owner}/messages`;
    return ['en', 'zh']
      .map((language) => `${folder}/${language}.json`)
      .filter((file) => !messages(project, file, texts).has(`errors.${rest.join('.')}`))
      .map((file) => ({
        path,
        message: `the error ${code} has no text errors.${rest.join('.')} in ${file}`,
      }));
  });
}

function messages(
  project: Project,
  file: string,
  known: Map<string, Map<string, unknown>>,
): Map<string, unknown> {
  const before = known.get(file);
  if (before) return before;
  const read = project.files.includes(file) ? textsOf(project.read(file)) : new Map<string, unknown>();
  known.set(file, read);
  return read;
}
