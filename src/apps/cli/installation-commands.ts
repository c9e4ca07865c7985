import type { Command } from 'commander';
import { setupContract } from '#admin/setup/setup.contract.ts';
import { ordersContract } from '#commerce/orders/orders.contract.ts';
import { profilesContract } from '#customers/profiles/profiles.contract.ts';
import { importsContract } from '#ingestion/imports/imports.contract.ts';
import { addContractOptions, contractInput } from './contract-options.ts';
import { runningSocket } from './server-link.ts';
import { jsonLine, type Run, type Session } from './session.ts';
import { fitWidth, textWidth } from './text-width.ts';
import { CommandError, type Texts } from './texts.ts';
import { watchImport } from './watch-import.ts';

/** `demo`, `status` and `setup-link`: what concerns the installation as a whole. */
export function addInstallationCommands(program: Command, texts: Texts, run: Run): void {
  const { demo } = importsContract.endpoints;
  const demoCommand = program.command('demo').description(texts.say('command.demo'));
  addContractOptions(demoCommand, demo, texts);
  demoCommand
    .option('--json', texts.say('option.json'))
    .action((options: Record<string, string> & { json?: true }) => {
      const size = contractInput(demo, options, texts);
      return run(async (session) => {
        const { id } = await session.server.call(demo, size);
        await watchImport(session, id, options.json === true);
      });
    });
  program
    .command('status')
    .description(texts.say('command.status'))
    .option('--json', texts.say('option.json'))
    .action(({ json }: { json?: true }) => run((session) => showStatus(session, json === true)));
  program
    .command('setup-link')
    .description(texts.say('command.setupLink'))
    .option('--json', texts.say('option.json'))
    .action(({ json }: { json?: true }) => run((session) => showSetupLink(session, json === true)));
}

/** Starts nothing: a look at an installation must not change it. */
async function showStatus({ config, server, terminal, texts }: Session, json: boolean): Promise<void> {
  const { dataFolder } = config;
  if ((await runningSocket(dataFolder)) === undefined) {
    terminal.out(
      json ? jsonLine({ running: false, dataFolder }) : texts.say('status.notRunning', { dataFolder }),
    );
    return;
  }
  const { needed } = await server.call(setupContract.endpoints.setupState, {});
  const customers = await server.call(profilesContract.endpoints.count, {});
  const orders = await server.call(ordersContract.endpoints.count, {});
  const active = await server.call(importsContract.endpoints.list, { active: 'true' });
  if (json) {
    const activeImports = active.items.map(({ id }) => id);
    return terminal.out(
      jsonLine({ running: true, dataFolder, setUp: !needed, customers, orders, activeImports }),
    );
  }
  const counted = ({ count, exact }: { count: number; exact: boolean }) =>
    texts.say(exact ? 'status.exactly' : 'status.about', { number: texts.number(count) });
  const rows: [string, string][] = [
    ['status.dataFolder', dataFolder],
    ['status.setUp', texts.say(needed ? 'word.no' : 'word.yes')],
    ['status.customers', counted(customers)],
    ['status.orders', counted(orders)],
    ['status.activeImports', active.items.map(({ id, title }) => `${id} (${title})`).join(', ') || '0'],
  ];
  const widest = Math.max(...rows.map(([key]) => textWidth(texts.say(key))));
  const lines = rows.map(([key, value]) => `${fitWidth(texts.say(key), widest)}  ${value}`);
  terminal.out([texts.say('status.running'), ...lines].join('\n'));
}

/** The link opens a page, so it takes a server that stays. */
async function showSetupLink({ config, server, terminal }: Session, json: boolean): Promise<void> {
  if ((await runningSocket(config.dataFolder)) === undefined) {
    throw new CommandError('setup.notRunning', {}, 1);
  }
  const { url } = await server.call(setupContract.endpoints.newSetupLink, {});
  terminal.out(json ? jsonLine({ url }) : url);
}
