import { textsOf } from './messages.ts';
import { type Project, productFiles, type Violation } from './project.ts';

/**
 * Every action that the audit is told of by name, and both ends of every audited export, has a text under
 * `audited.<action>` in the messages of some domain: people read it on the page of the audit.
 */
export function auditedActionsHaveTexts(project: Project): Violation[] {
  const texts = new Set(
    project.files
      .filter((path) => /^src\/[^/]+\/messages\/en\.json$/.test(path))
      .flatMap((path) => [...textsOf(project.read(path)).keys()]),
  );
  return productFiles(project).flatMap((path) =>
    actionsIn(project.read(path))
      .filter((action) => !texts.has(`audited.${action}`))
      .map((action) => ({ path, message: `the audited action ${action} has no text audited.${action}` })),
  );
}

function actionsIn(source: string): string[] {
  const calls = [...source.matchAll(/\.audit\(([^;]*?),/g)].flatMap(([, first]) =>
    [...first!.matchAll(/'([a-z_]+\.[a-z_]+)'/g)].map(([, action]) => action!),
  );
  const exports = [...source.matchAll(/auditedExport\(\s*\w+,\s*\{ name: '([a-z_]+)'/g)].flatMap(
    ([, name]) => [`${name}.export_started`, `${name}.exported`],
  );
  return [...calls, ...exports];
}
