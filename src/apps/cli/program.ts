import { Command, type Help } from 'commander';
import { addAuditCommands } from './audit-commands.ts';
import { addBackupCommands } from './backup-commands.ts';
import { addOrdersCommands, addProductsCommands } from './commerce-commands.ts';
import { addCustomersCommands } from './customers-commands.ts';
import { addImportCommand } from './import-command.ts';
import { addImportsCommands } from './imports-commands.ts';
import { addInstallationCommands } from './installation-commands.ts';
import { addMembersCommands } from './members-commands.ts';
import { addRecipesCommands } from './recipes-commands.ts';
import { addSegmentsCommands } from './segments-commands.ts';
import type { Run } from './session.ts';
import { textWidth } from './text-width.ts';
import type { Texts } from './texts.ts';

export interface ProgramOutput {
  out(text: string): void;
  err(text: string): void;
}

/** The whole command line. Commands do their work through `run`; nothing here ends the process. */
export function buildProgram(texts: Texts, run: Run, output: ProgramOutput): Command {
  const program = new Command('perennial').description(texts.say('command.perennial'));
  // Commands made below take these settings over.
  program
    .exitOverride()
    // An option belongs to the command that it stands behind, also where a command above has it too.
    .enablePositionalOptions()
    .configureOutput({ writeOut: output.out, writeErr: output.err, outputError: () => undefined })
    .configureHelp(helpIn(texts))
    .helpOption('-h, --help', texts.say('option.help'))
    .helpCommand(false);
  addImportCommand(program, texts, run);
  addImportsCommands(program, texts, run);
  addRecipesCommands(program, texts, run);
  addCustomersCommands(program, texts, run);
  addOrdersCommands(program, texts, run);
  addProductsCommands(program, texts, run);
  addSegmentsCommands(program, texts, run);
  addAuditCommands(program, texts, run);
  addMembersCommands(program, texts, run);
  addBackupCommands(program, texts, run);
  addInstallationCommands(program, texts, run);
  return program;
}

const titles: Record<string, string> = {
  'Usage:': 'help.usage',
  'Arguments:': 'help.arguments',
  'Options:': 'help.options',
  'Commands:': 'help.commands',
};

function isShown(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}

function helpIn(texts: Texts): Partial<Help> {
  return {
    displayWidth: textWidth,
    styleTitle: (title) => {
      const key = titles[title];
      return key ? texts.say(key) : title;
    },
    // The choices stand in the flags already.
    optionDescription: ({ description, defaultValue }) =>
      description + (isShown(defaultValue) ? texts.say('option.default', { value: defaultValue }) : ''),
  };
}
