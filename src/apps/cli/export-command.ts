import type { Command } from 'commander';
import type { z } from 'zod';
import type { Endpoint } from '#platform/http/contract.ts';
import { addContractOptions, contractInput } from './contract-options.ts';
import { saveDownload } from './save-download.ts';
import type { Run } from './session.ts';
import type { Texts } from './texts.ts';

// The language of the terminal is the language of the file.
const leftOut = ['language'];

/** Adds `export` with the filters of the endpoint: CSV on standard output, or in a file with --out. */
export function addExportCommand<E extends Endpoint & { download: true }>(
  parent: Command,
  description: string,
  endpoint: E,
  texts: Texts,
  run: Run,
): void {
  const command = parent.command('export').description(description);
  addContractOptions(command, endpoint, texts, leftOut);
  command
    .option(`--out <${texts.say('argument.file')}>`, texts.say('option.out'))
    .action((options: Record<string, unknown> & { out?: string }) => {
      const filters = contractInput(endpoint, options, texts, leftOut);
      const language = 'language' in endpoint.input.shape ? { language: texts.language } : {};
      return run(async ({ server, terminal }) => {
        const file = await server.download(endpoint, { ...filters, ...language } as z.input<E['input']>);
        await saveDownload(file, terminal, options.out);
      });
    });
}
