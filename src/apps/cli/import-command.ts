import { basename } from 'node:path';
import { type Command, Option } from 'commander';
import { type ImportMode, importModes, importOptions } from '#ingestion/imports/import-options.contract.ts';
import { type ImportDetail, importsContract } from '#ingestion/imports/imports.contract.ts';
import {
  type FieldKey,
  type FileKind,
  fieldCatalogue,
  fileKinds,
} from '#ingestion/imports/reading/fields.contract.ts';
import { type Dialect, dialect } from '#ingestion/imports/reading/reading.contract.ts';
import { mappingOf } from '#ingestion/public.ts';
import { uploadsContract } from '#ingestion/uploads/uploads.contract.ts';
import { type ColumnChoice, chooseColumns, readChoice } from './choose-columns.ts';
import { fileAt } from './file-at.ts';
import { jsonLine, type Run, type Session } from './session.ts';
import { RefusedError } from './socket-calls.ts';
import { CommandError, type Texts } from './texts.ts';
import { watchImport } from './watch-import.ts';

interface ImportChoices {
  as?: FileKind;
  map: string[];
  source?: string;
  currency?: string;
  mode?: ImportMode;
  tag: string[];
  trust?: number;
  delimiter?: string;
  encoding?: Dialect['encoding'];
  json?: true;
}

const encodings = dialect.shape.encoding.options;

const delimiters: Record<string, Dialect['delimiter']> = {
  comma: ',',
  semicolon: ';',
  tab: '\t',
  pipe: '|',
};

/** `import FILE`: uploads, maps, starts and waits. */
export function addImportCommand(program: Command, texts: Texts, run: Run): void {
  program
    .command('import')
    .description(texts.say('command.import'))
    .argument(`<${texts.say('argument.file')}>`, texts.say('argument.fileHelp'))
    .addOption(new Option(`--as <${fileKinds.join('|')}>`, texts.say('option.as')).choices(fileKinds))
    .option(`--map <${texts.say('option.mapValue')}>`, texts.say('option.map'), collect, [])
    .option(`--source <${texts.say('option.name')}>`, texts.say('option.source'))
    .option('--currency <CUR>', texts.say('option.currency'))
    .addOption(new Option(`--mode <${importModes.join('|')}>`, texts.say('option.mode')).choices(importModes))
    .option(`--tag <${texts.say('option.name')}>`, texts.say('option.tag'), collect, [])
    .option('--trust <0-100>', texts.say('option.trust'), Number)
    .option('--delimiter <comma|semicolon|tab|pipe>', texts.say('option.delimiter'), readDelimiter)
    .addOption(
      new Option(`--encoding <${encodings.join('|')}>`, texts.say('option.encoding')).choices(encodings),
    )
    .option('--json', texts.say('option.json'))
    .action((file: string, choices: ImportChoices) => {
      checkOptions(choices);
      const columns = choices.map.map((choice) => readChoice(choice, choices.as, texts));
      return run(async (session) => {
        const path = fileAt(session, file);
        const { id } = await startImport(session, path, choices, columns);
        await watchImport(session, id, choices.json === true);
      });
    });
}

function collect(choice: string, before: string[]): string[] {
  return [...before, choice];
}

function readDelimiter(name: string): string {
  const found = delimiters[name] ?? Object.values(delimiters).find((sign) => sign === name);
  if (found === undefined) {
    throw new CommandError('usage.delimiter', { name, known: Object.keys(delimiters).join(', ') });
  }
  return found;
}

/** What is asked for beside the reading of the file. */
function optionsOf({ source, currency, mode, tag, trust }: ImportChoices) {
  return { source, currency, mode, trust, ...(tag.length > 0 ? { tags: tag } : {}) };
}

function checkOptions(choices: ImportChoices): void {
  const wrong = importOptions.safeParse(optionsOf(choices)).error?.issues[0];
  if (wrong) throw new CommandError(`usage.${String(wrong.path[0])}`);
}

async function startImport(
  session: Session,
  path: string,
  choices: ImportChoices,
  columns: ColumnChoice[],
): Promise<ImportDetail> {
  const { server, terminal } = session;
  const { create, discard, start } = importsContract.endpoints;
  const fileName = basename(path);
  const stored = await server.upload(uploadsContract.endpoints.upload, { fileName }, path);
  const draft = await server.call(create, { uploadId: stored.id, as: choices.as });
  try {
    await applyChoices(session, draft, choices, columns);
    const started = await server.call(start, { id: draft.id });
    if (choices.json) terminal.out(jsonLine({ event: 'started', id: started.id, ...readAs(started) }));
    else terminal.err(startedText(session, started));
    return started;
  } catch (error) {
    // A draft that cannot be started as asked for is of no use to anybody; the reason for that comes first.
    await server.call(discard, { id: draft.id }).catch(() => undefined);
    throw isFieldsMissing(error) ? fieldsMissing(error, session.texts) : error;
  }
}

function isFieldsMissing(error: unknown): error is RefusedError {
  return error instanceof RefusedError && error.problem.code === 'ingestion.fields_missing';
}

/** Each problem of the answer names fields of which one needs a column, with bars between. */
function fieldsMissing({ problem }: RefusedError, texts: Texts): CommandError {
  const lines = (problem.errors ?? []).map(({ path }) =>
    path
      .split('|')
      .map((key) => `${key} (${fieldCatalogue[key as FieldKey][texts.language]})`)
      .join(texts.say('word.or')),
  );
  return new CommandError('import.fieldsMissing', { fields: lines.map((line) => `  ${line}`).join('\n') }, 1);
}

async function applyChoices(
  { server }: Session,
  draft: ImportDetail,
  choices: ImportChoices,
  columns: ColumnChoice[],
): Promise<void> {
  const { edit, preview } = importsContract.endpoints;
  const { id } = draft;
  const options = optionsOf(choices);
  const given = dialectOf(draft, choices);
  if (columns.length === 0 && given === undefined) {
    if (Object.values(options).some((value) => value !== undefined)) await server.call(edit, { id, options });
    return;
  }
  const as = choices.as ?? draft.mapping?.as;
  const read = await server.call(preview, { id, dialect: given, as });
  const kind = read.proposal.as;
  const chosen = chooseColumns(columns, read.proposal.mapping.columns, read.columns);
  await server.call(edit, { id, options, dialect: given, mapping: mappingOf(kind, chosen, read.columns) });
}

function dialectOf(draft: ImportDetail, { delimiter, encoding }: ImportChoices): Dialect | undefined {
  if (draft.dialect === null || (delimiter === undefined && encoding === undefined)) return undefined;
  const isOther = encoding !== undefined && encoding !== draft.dialect.encoding;
  return dialect.parse({
    ...draft.dialect,
    ...(delimiter === undefined ? {} : { delimiter }),
    // The mark at the start belongs to the encoding that was recognised by it.
    ...(isOther ? { encoding, bomBytes: 0 } : {}),
  });
}

function readAs({ mapping }: ImportDetail) {
  return {
    as: mapping?.as,
    columns: mapping?.columns.map(({ column, field }) => ({ column: column + 1, field })),
  };
}

function startedText({ texts }: Session, { title, mapping }: ImportDetail): string {
  const fields = (mapping?.columns ?? []).map(
    ({ column, field }) => `${column + 1} → ${fieldCatalogue[field][texts.language]}`,
  );
  return texts.say('import.started', { title, fields: fields.join(texts.say('word.comma')) });
}
