import type { Command } from 'commander';
import { twoStepContract } from '#admin/two-step/two-step.contract.ts';
import { membersContract } from '#admin/users/members.contract.ts';
import type { Run } from './session.ts';
import { CommandError, type Texts } from './texts.ts';

/** `members reset-two-step`: whoever may use the data folder lets a locked-out owner in again. */
export function addMembersCommands(program: Command, texts: Texts, run: Run): void {
  const group = program.command('members').description(texts.say('command.members'));
  group
    .command('reset-two-step')
    .description(texts.say('command.membersResetTwoStep'))
    .argument(`<${texts.say('argument.email')}>`)
    .action((email: string) =>
      run(async ({ server, terminal }) => {
        const { items } = await server.call(membersContract.endpoints.members, {});
        const member = items.find((each) => each.email === email.trim().toLowerCase());
        if (!member) throw new CommandError('members.unknown', { email }, 1);
        await server.call(twoStepContract.endpoints.resetTwoStep, { id: member.id });
        terminal.out(texts.say('members.reset', { name: member.name }));
      }),
    );
}
