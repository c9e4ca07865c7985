import type { Command } from 'commander';
import { profilesContract } from '#customers/profiles/profiles.contract.ts';
import { addExportCommand } from './export-command.ts';
import { addListCommand, type ListCommand } from './list-command.ts';
import type { Run } from './session.ts';
import { addShowCommand } from './show-command.ts';
import type { Texts } from './texts.ts';

const { list, get, export: download } = profilesContract.endpoints;

/** Customers as every command lists them. */
export const customerList: ListCommand<typeof list> = {
  endpoint: list,
  columns: ({ money, day, currency }, texts) => [
    { title: 'ID', cell: ({ id }) => id, align: 'right' },
    { title: texts.say('field.displayName'), cell: ({ displayName }) => displayName },
    { title: texts.say('field.company'), cell: ({ company }) => company ?? '' },
    { title: texts.say('field.country'), cell: ({ country }) => country ?? '' },
    { title: texts.say('field.city'), cell: ({ city }) => city ?? '' },
    { title: texts.say('field.phone'), cell: ({ phone }) => phone ?? '' },
    { title: texts.say('field.email'), cell: ({ email }) => email ?? '' },
    {
      title: texts.say('field.orders'),
      cell: ({ orders }) => (orders === null ? '' : texts.number(orders)),
      align: 'right',
    },
    {
      title: [texts.say('field.spendMinor'), currency].filter(Boolean).join(' '),
      cell: ({ spendMinor }) => money(spendMinor),
      align: 'right',
    },
    { title: texts.say('field.lastOrderAt'), cell: ({ lastOrderAt }) => day(lastOrderAt) },
  ],
};

/** `customers list|show|export`. */
export function addCustomersCommands(program: Command, texts: Texts, run: Run): void {
  const group = program.command('customers').description(texts.say('command.customers'));
  addListCommand(group, texts.say('command.customersList'), customerList, texts, run);
  addShowCommand(group, texts.say('command.customersShow'), get, texts, run);
  addExportCommand(group, texts.say('command.customersExport'), download, texts, run);
}
