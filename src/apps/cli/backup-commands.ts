import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import { type BackupRow, backupsContract } from '#admin/backups/backups.contract.ts';
import { openArchive } from '#platform/archive/read-archive.ts';
import { restoreInstallation } from '../restore-installation.ts';
import { fileAt } from './file-at.ts';
import { addListCommand } from './list-command.ts';
import { jsonLine, type Run, type Session } from './session.ts';
import { shareProgress } from './share-progress.ts';
import { CommandError, codeText, type Texts } from './texts.ts';

const lookMs = 200;
const { backup, backups, confirmCopy, startBackup } = backupsContract.endpoints;

interface Json {
  json?: true;
}

/** `backup`, `backup list`, `backup verify`, `restore` and `confirm-live`. */
export function addBackupCommands(program: Command, texts: Texts, run: Run): void {
  const file = `<${texts.say('argument.file')}>`;
  const json = ['--json', texts.say('option.json')] as const;
  const group = program
    .command('backup')
    .enablePositionalOptions()
    .description(texts.say('command.backup'))
    .option(`--to <${texts.say('argument.place')}>`, texts.say('option.to'))
    .option(...json)
    .action((given: Json & { to?: string }) => run((session) => makeBackup(session, given)));
  addBackupList(group, texts, run);
  group
    .command('verify')
    .description(texts.say('command.backupVerify'))
    .argument(file, texts.say('argument.fileHelp'))
    .option(...json)
    .action((path: string, given: Json) => run((session) => verifyBackup(session, path, given)));
  program
    .command('restore')
    .description(texts.say('command.restore'))
    .argument(file, texts.say('argument.fileHelp'))
    .option(...json)
    .action((path: string, given: Json) => run((session) => restoreBackup(session, path, given)));
  program
    .command('confirm-live')
    .description(texts.say('command.confirmLive'))
    .option(...json)
    .action((given: Json) => run((session) => confirmLive(session, given)));
}

function addBackupList(group: Command, texts: Texts, run: Run): void {
  addListCommand(
    group,
    texts.say('command.backupList'),
    {
      endpoint: backups,
      columns: (written) => [
        { title: 'ID', cell: ({ id }) => id, align: 'right' },
        { title: texts.say('field.createdAt'), cell: ({ askedAt }) => written.time(askedAt) },
        { title: texts.say('field.state'), cell: ({ state }) => texts.say(`value.${state}`) },
        { title: texts.say('field.sizeBytes'), cell: sizeText(texts), align: 'right' },
        { title: texts.say('field.path'), cell: ({ path, removedAt }) => (removedAt ? '' : path) },
      ],
    },
    texts,
    run,
  );
}

function sizeText(texts: Texts): (row: BackupRow) => string {
  return ({ sizeBytes }) => (sizeBytes === null ? '' : megabytes(texts, sizeBytes));
}

function megabytes(texts: Texts, bytes: number): string {
  return `${texts.number(Math.ceil(bytes / 1e5) / 10)} MB`;
}

/** Waits until it is made. Interrupted, a server that stays goes on with it. */
async function makeBackup(session: Session, { to, json }: Json & { to?: string }): Promise<void> {
  const { server, terminal, texts, signal } = session;
  const place = to === undefined ? {} : { to: resolve(terminal.folder, to) };
  const { id } = await server.call(startBackup, place);
  const progress = shareProgress(session, json === true);
  session.onInterrupt(() => {
    progress.end();
    return texts.say('backup.goesOn', { id });
  });
  let row: BackupRow;
  do {
    await sleep(lookMs, undefined, { signal });
    row = await server.call(backup, { id });
    progress.show('backup', row.rowsDone, row.rowsTotal);
  } while (row.state === 'queued' || row.state === 'running');
  session.onInterrupt(undefined);
  progress.end();
  if (row.state !== 'done') throw endedBadly(texts, row);
  const { path, sizeBytes, rowsDone, files } = row;
  terminal.out(
    json
      ? jsonLine({ event: 'done', id, path, sizeBytes, rows: rowsDone, files })
      : texts.say('backup.done', {
          path,
          size: megabytes(texts, sizeBytes ?? 0),
          rows: texts.number(rowsDone),
          files: texts.number(files ?? 0),
        }),
  );
}

function endedBadly(texts: Texts, { state, problem, id }: BackupRow): CommandError {
  if (state === 'cancelled') return new CommandError('backup.wasCancelled', { id }, 1);
  const reason = problem ? (codeText(texts, problem.code, problem.values) ?? problem.code) : '';
  return new CommandError('backup.failed', { reason }, 1);
}

/** Needs neither a server nor a data folder. */
async function verifyBackup(session: Session, given: string, { json }: Json): Promise<void> {
  const { terminal, texts, signal } = session;
  const progress = shareProgress(session, json === true);
  const path = fileAt(session, given);
  const archive = await openArchive(path, {
    signal,
    onProgress: (done, total) => progress.show('check', done, total),
  });
  await archive.close();
  progress.end();
  const { manifest, sizeBytes } = archive;
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
  const { takenAt, program, postgres, tables, files } = manifest;
  terminal.out(
    json
      ? jsonLine({
          event: 'verified',
          path,
          takenAt,
          program,
          postgres,
          sizeBytes,
          tables: tables.length,
          rows,
          files: files.length,
        })
      : texts.say('backup.verified', {
          path,
          takenAt,
          program,
          rows: texts.number(rows),
          files: texts.number(files.length),
        }),
  );
}

async function restoreBackup(session: Session, given: string, { json }: Json): Promise<void> {
  const { config, log, terminal, texts, signal } = session;
  const progress = shareProgress(session, json === true);
  session.onInterrupt(() => {
    progress.end();
    return texts.say('restore.interrupted');
  });
  const path = fileAt(session, given);
  const { takenAt, tables, files } = await restoreInstallation({
    config,
    log,
    path,
    signal,
    onProgress: progress.show,
  });
  session.onInterrupt(undefined);
  progress.end();
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const { dataFolder } = config;
  terminal.out(
    json
      ? jsonLine({ event: 'restored', dataFolder, takenAt, rows, files: files.length })
      : texts.say('restore.done', {
          dataFolder,
          takenAt,
          rows: texts.number(rows),
          files: texts.number(files.length),
        }),
  );
}

async function confirmLive({ server, terminal, texts }: Session, { json }: Json): Promise<void> {
  const { copy } = await server.call(confirmCopy, {});
  terminal.out(json ? jsonLine(copy) : texts.say('restore.confirmed'));
}
