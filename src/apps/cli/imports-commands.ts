import type { Command } from 'commander';
import { importsContract } from '#ingestion/imports/imports.contract.ts';
import { undoContract } from '#ingestion/imports/undo.contract.ts';
import { addListCommand } from './list-command.ts';
import { saveDownload } from './save-download.ts';
import { jsonLine, type Run } from './session.ts';
import { addShowCommand } from './show-command.ts';
import type { Texts } from './texts.ts';
import { watchImport } from './watch-import.ts';

const { list, get, cancel, failures } = importsContract.endpoints;
const { undo } = undoContract.endpoints;

/** `imports list|show|cancel|undo|failures`. */
export function addImportsCommands(program: Command, texts: Texts, run: Run): void {
  const group = program.command('imports').description(texts.say('command.imports'));
  addListCommand(
    group,
    texts.say('command.importsList'),
    {
      endpoint: list,
      columns: (written) => [
        { title: 'ID', cell: ({ id }) => id, align: 'right' },
        { title: texts.say('field.title'), cell: ({ title }) => title },
        { title: texts.say('field.state'), cell: ({ state }) => texts.say(`value.${state}`) },
        { title: '%', cell: ({ progress }) => String(Math.floor(progress * 100)), align: 'right' },
        { title: texts.say('field.rowsIn'), cell: ({ rowsIn }) => texts.number(rowsIn), align: 'right' },
        { title: texts.say('field.failed'), cell: ({ failed }) => texts.number(failed), align: 'right' },
        { title: texts.say('field.createdAt'), cell: ({ createdAt }) => written.time(createdAt) },
      ],
    },
    texts,
    run,
  );
  addShowCommand(group, texts.say('command.importsShow'), get, texts, run);
  group
    .command('watch')
    .description(texts.say('command.importsWatch'))
    .argument('<id>')
    .option('--json', texts.say('option.json'))
    .action((id: string, { json }: { json?: true }) =>
      run((session) => watchImport(session, id, json === true)),
    );
  group
    .command('cancel')
    .description(texts.say('command.importsCancel'))
    .argument('<id>')
    .option('--json', texts.say('option.json'))
    .action((id: string, { json }: { json?: true }) =>
      run(async ({ server, terminal }) => {
        const asked = await server.call(cancel, { id });
        terminal.out(json ? jsonLine(asked) : texts.say('import.cancelAsked', { id }));
      }),
    );
  group
    .command('undo')
    .description(texts.say('command.importsUndo'))
    .argument('<id>')
    .option('--json', texts.say('option.json'))
    .action((id: string, { json }: { json?: true }) =>
      run(async ({ server, terminal }) => {
        const begun = await server.call(undo, { id });
        terminal.out(json ? jsonLine(begun) : texts.say('import.undoBegun', { id, title: begun.title }));
      }),
    );
  group
    .command('failures')
    .description(texts.say('command.importsFailures'))
    .argument('<id>')
    .option(`--out <${texts.say('argument.file')}>`, texts.say('option.out'))
    .action((id: string, { out }: { out?: string }) =>
      run(async ({ server, terminal }) => {
        const file = await server.download(failures, { id, language: texts.language });
        await saveDownload(file, terminal, out);
      }),
    );
}
