import { join } from 'node:path';
import { auditedActionsHaveTexts } from './architecture/audit-texts.ts';
import { documentsNameWhatExists } from './architecture/documents.ts';
import { domainRootsAreAlike } from './architecture/domain-roots.ts';
import { endpointsAreGuarded, endpointsAreTested } from './architecture/endpoints.ts';
import { errorCodesHaveTexts } from './architecture/error-texts.ts';
import { namesSayWhatIsInside } from './architecture/file-names.ts';
import { filesAreShort } from './architecture/file-size.ts';
import { chineseIsPunctuatedInChinese, messagesComeInBothLanguages } from './architecture/messages.ts';
import { migrationsTouchOneSchema } from './architecture/migrations.ts';
import { connectionsAreGuarded } from './architecture/outbound.ts';
import { personalDataIsDeclared } from './architecture/personal-data.ts';
import { noMachineIsNamed } from './architecture/places.ts';
import { loadRegistered, openFiles, type Project, type Rule } from './architecture/project.ts';
import {
  definitionsAreRegistered,
  namesInUseAreDeclared,
  reactionsAreRegistered,
} from './architecture/registrations.ts';

/** Rules over the texts of the files. */
const textRules: Record<string, Rule> = {
  'every migration touches one schema': migrationsTouchOneSchema,
  'every reaction is registered': reactionsAreRegistered,
  'messages come in both languages': messagesComeInBothLanguages,
  'Chinese is punctuated in Chinese': chineseIsPunctuatedInChinese,
  'documents name what exists': documentsNameWhatExists,
  'files are short': filesAreShort,
  'names say what is inside': namesSayWhatIsInside,
  'no machine is named': noMachineIsNamed,
  'connections are guarded': connectionsAreGuarded,
};

/** Rules over the registered code. */
const codeRules: Record<string, Rule> = {
  'every endpoint is bound and names its permission': endpointsAreGuarded,
  'every endpoint has a route test': endpointsAreTested,
  'every table about customers is personal data': personalDataIsDeclared,
  'every job and event is registered': definitionsAreRegistered,
  'what is emitted or enqueued is declared': namesInUseAreDeclared,
  'every error code has a text': errorCodesHaveTexts,
  'every audited action has a text': auditedActionsHaveTexts,
  'domain roots are alike': domainRootsAreAlike,
};

/** Prints every breach below the name of its rule and returns how many there are. */
function judge(project: Project, rules: Record<string, Rule>): number {
  let breaches = 0;
  for (const [name, rule] of Object.entries(rules)) {
    const violations = rule(project);
    breaches += violations.length;
    if (violations.length > 0) console.error(`${name}:`);
    for (const { path, message } of violations) console.error(`  ${path}: ${message}`);
  }
  return breaches;
}

const root = join(import.meta.dirname, '..');
const texts = { ...openFiles(root), domains: [], contracts: [] };
let breaches = judge(texts, textRules);
try {
  breaches += judge({ ...texts, ...(await loadRegistered(root, texts.files)) }, codeRules);
} catch (error) {
  breaches += 1;
  console.error(`the code cannot be loaded:\n  ${error instanceof Error ? error.message : error}`);
}
console.log(`${Object.keys({ ...textRules, ...codeRules }).length} rules, ${breaches} breaches`);
if (breaches > 0) process.exitCode = 1;
