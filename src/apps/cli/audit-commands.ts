import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import { type AuditCheck, auditContract } from '#admin/audit/audit.contract.ts';
import { addExportCommand } from './export-command.ts';
import { addListCommand } from './list-command.ts';
import { jsonLine, type Run, type Session } from './session.ts';
import { CommandError, type Texts } from './texts.ts';

const { audit, export: download, startCheck, check: showCheck } = auditContract.endpoints;

const lookMs = 400;
const lineEveryMs = 5_000;

/** `audit list|export|verify`. */
export function addAuditCommands(program: Command, texts: Texts, run: Run): void {
  const group = program.command('audit').description(texts.say('command.audit'));
  addListCommand(
    group,
    texts.say('command.auditList'),
    {
      endpoint: audit,
      columns: ({ time }) => [
        { title: 'ID', cell: ({ id }) => id, align: 'right' },
        { title: texts.say('field.occurredAt'), cell: ({ occurredAt }) => time(occurredAt) },
        { title: texts.say('field.actor'), cell: ({ actor, actorName }) => actorName ?? actor },
        { title: texts.say('field.action'), cell: ({ action }) => action },
        { title: texts.say('field.subject'), cell: ({ subject }) => subject },
        { title: texts.say('field.address'), cell: ({ address, via }) => address ?? via ?? '' },
        { title: texts.say('field.detail'), cell: ({ detail }) => JSON.stringify(detail) },
      ],
    },
    texts,
    run,
  );
  addExportCommand(group, texts.say('command.auditExport'), download, texts, run);
  group
    .command('verify')
    .description(texts.say('command.auditVerify'))
    .option('--json', texts.say('option.json'))
    .action(({ json }: { json?: true }) => run((session) => verify(session, json === true)));
}

/** Throws CommandError, which ends the command with 1, where the chain does not hold or was not read to its end. */
async function verify(session: Session, json: boolean): Promise<void> {
  const { terminal, texts } = session;
  const check = await waitForEnd(session, json);
  if (json) terminal.out(jsonLine(check));
  const { state, sealedTo, problem } = check;
  if (state === 'interrupted') throw new CommandError('audit.interrupted', {}, 1);
  if (problem) {
    const { fault, number, entryId } = problem;
    const values = { number: number ?? '', entryId: entryId ?? '' };
    const reason = texts.find([`admin:audit.fault.${fault}`], values) ?? fault;
    throw new CommandError('audit.broken', { reason }, 1);
  }
  if (json) return;
  const last = texts.number(sealedTo ?? 0);
  terminal.out(texts.say(sealedTo === null ? 'audit.empty' : 'audit.intact', { last }));
}

async function waitForEnd({ server, terminal, texts, signal }: Session, json: boolean): Promise<AuditCheck> {
  let check = await server.call(startCheck, {});
  let toldAt = performance.now();
  while (check.state === 'running') {
    await sleep(lookMs, undefined, { signal });
    check = await server.call(showCheck, { id: check.id });
    if (json || performance.now() - toldAt < lineEveryMs) continue;
    toldAt = performance.now();
    const { checked, total } = check;
    terminal.err(texts.say('audit.progress', { checked: texts.number(checked), total: texts.number(total) }));
  }
  return check;
}
