import type { Command } from 'commander';
import type { z } from 'zod';
import type { Endpoint } from '#platform/http/contract.ts';
import { recordLines } from './record-lines.ts';
import { jsonLine, type Run } from './session.ts';
import type { Texts } from './texts.ts';
import { writtenFor } from './written.ts';

/** Adds `show ID`: one record as people read it, or with --json as one object. */
export function addShowCommand<E extends Endpoint>(
  parent: Command,
  description: string,
  endpoint: E,
  texts: Texts,
  run: Run,
): void {
  parent
    .command('show')
    .description(description)
    .argument('<id>')
    .option('--json', texts.say('option.json'))
    .action((id: string, { json }: { json?: true }) =>
      run(async (session) => {
        const { server, terminal } = session;
        const record = (await server.call(endpoint, { id } as unknown as z.input<E['input']>)) as object;
        if (json) return terminal.out(jsonLine(record));
        const written = await writtenFor(session);
        terminal.out(recordLines({ ...record }, texts, written, terminal.columns).join('\n'));
      }),
    );
}
