import type { Command } from 'commander';
import { lengthInAddress, longestRule } from '#customers/profiles/customer-filters.contract.ts';
import { profilesContract } from '#customers/profiles/profiles.contract.ts';
import { segmentsContract } from '#segments/segments/segments.contract.ts';
import { customerList } from './customers-commands.ts';
import { addListOptions, type ListOptions, printList } from './list-command.ts';
import { piped, ruleIn } from './rule-in.ts';
import { saveDownload } from './save-download.ts';
import type { Run, Session } from './session.ts';
import { CommandError, type Texts } from './texts.ts';

const { export: download } = profilesContract.endpoints;

/** `segments members|export`: the customers in a segment, or those whom a rule means. */
export function addMeantCommands(group: Command, texts: Texts, run: Run): void {
  const segment = `<${texts.say('argument.segment')}>`;
  const members = group
    .command('members')
    .description(texts.say('command.segmentsMembers'))
    .argument(segment, texts.say('argument.segmentHelp'));
  addListOptions(members, texts).action((name: string, options: ListOptions) =>
    run(async (session) => printList(session, customerList, await meantBy(session, name), options)),
  );
  group
    .command('export')
    .description(texts.say('command.segmentsExport'))
    .argument(segment, texts.say('argument.segmentHelp'))
    .option(`--out <${texts.say('argument.file')}>`, texts.say('option.out'))
    .action((name: string, { out }: { out?: string }) =>
      run(async (session) => {
        const file = await session.server.download(download, await meantBy(session, name));
        await saveDownload(file, session.terminal, out);
      }),
    );
}

/**
 * Narrows customers to a segment, by its id or name, or to the rule that is piped in. Throws CommandError where no segment
 * in use is called so, or several are, and where the rule is longer than an address may be.
 */
async function meantBy(session: Session, name: string): Promise<{ segment: string } | { rule: string }> {
  if (name === piped) return { rule: inAddress(JSON.stringify(await ruleIn(session, name))) };
  const { items } = await session.server.call(segmentsContract.endpoints.segmentNames, {});
  const called = items.filter((each) => each.name === name.trim());
  const found = items.find(({ id }) => id === name) ?? called[0];
  if (!found) throw new CommandError('segments.unknown', { name }, 1);
  if (found.id !== name && called.length > 1) {
    const ids = called.map(({ id }) => id).join(', ');
    throw new CommandError('segments.several', { name, ids }, 1);
  }
  return { segment: found.id };
}

function inAddress(rule: string): string {
  const length = lengthInAddress(rule);
  if (length > longestRule)
    throw new CommandError('segments.ruleTooLong', { length: String(length), most: String(longestRule) }, 1);
  return rule;
}
