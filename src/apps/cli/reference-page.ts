import type { Command } from 'commander';
import { buildProgram } from './program.ts';
import { textsIn } from './texts.ts';

const helpWidth = 100;
const ignore = () => undefined;

/** docs/reference/cli.md without its head: the help of every command, in English. */
export function commandReference(): string {
  const program = buildProgram(textsIn('en'), async () => undefined, { out: ignore, err: ignore });
  return sectionsOf(program, program.name()).join('\n\n');
}

function sectionsOf(command: Command, name: string): string[] {
  command.configureHelp({ ...command.configureHelp(), helpWidth });
  const own = `## ${name}\n\n\`\`\`text\n${command.helpInformation().trimEnd()}\n\`\`\``;
  return [own, ...command.commands.flatMap((child) => sectionsOf(child, `${name} ${child.name()}`))];
}
