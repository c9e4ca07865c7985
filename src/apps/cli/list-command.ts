import type { Command } from 'commander';
import type { z } from 'zod';
import type { Endpoint, OutputOf } from '#platform/http/contract.ts';
import { addContractOptions, contractInput } from './contract-options.ts';
import { jsonLine, type Run, type Session } from './session.ts';
import { type TableColumn, tableLines } from './table.ts';
import { CommandError, type Texts } from './texts.ts';
import { type Written, writtenFor } from './written.ts';

type ListEndpoint = Endpoint<z.ZodObject, z.ZodType<{ items: unknown[]; next: string | null }>>;
export type ItemOf<E extends ListEndpoint> = OutputOf<E>['items'][number];

export interface ListCommand<E extends ListEndpoint> {
  endpoint: E;
  columns(written: Written, texts: Texts): TableColumn<ItemOf<E>>[];
}

const defaultLimit = 50;
const largestPage = 200;

/** Adds `list` with the filters of the endpoint: a table, or with --json one object a line. */
export function addListCommand<E extends ListEndpoint>(
  parent: Command,
  description: string,
  list: ListCommand<E>,
  texts: Texts,
  run: Run,
): void {
  const { endpoint } = list;
  const command = parent.command('list').description(description);
  addContractOptions(command, endpoint, texts);
  addListOptions(command, texts).action((options: Record<string, unknown> & ListOptions) => {
    const input = contractInput(endpoint, options, texts);
    return run((session) => printList(session, list, input, options));
  });
}

export interface ListOptions {
  limit: number;
  json?: true;
}

/** Adds what every list may be asked for: how many rows, and JSON. */
export function addListOptions(command: Command, texts: Texts): Command {
  return command
    .option('--limit <n>', texts.say('option.limit'), readLimit, defaultLimit)
    .option('--json', texts.say('option.json'));
}

/** Prints so many rows of the list that the endpoint gives for this input. */
export async function printList<E extends ListEndpoint>(
  session: Session,
  { endpoint, columns }: ListCommand<E>,
  input: object,
  { limit, json }: ListOptions,
): Promise<void> {
  const pages = pagesOf(session, endpoint, input, limit);
  if (json) return printJson(session, pages);
  await printTable(session, pages, columns(await writtenFor(session), session.texts));
}

function readLimit(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new CommandError('usage.limit', { text });
  return Number(text);
}

interface Page<Row> {
  items: Row[];
  hasMore: boolean;
}

async function* pagesOf<E extends ListEndpoint>(
  { server }: Session,
  endpoint: E,
  input: object,
  limit: number,
): AsyncGenerator<Page<ItemOf<E>>> {
  let cursor: string | undefined;
  for (let left = limit; left > 0; ) {
    const asked = { ...input, cursor, limit: Math.min(left, largestPage) };
    const { items, next } = await server.call(endpoint, asked as unknown as z.input<E['input']>);
    left -= items.length;
    yield { items, hasMore: next !== null };
    if (next === null || items.length === 0) return;
    cursor = next;
  }
}

async function printJson<Row>({ terminal }: Session, pages: AsyncGenerator<Page<Row>>): Promise<void> {
  for await (const { items } of pages) {
    if (items.length > 0) terminal.out(items.map(jsonLine).join('\n'));
  }
}

async function printTable<Row>(
  { terminal, texts }: Session,
  pages: AsyncGenerator<Page<Row>>,
  columns: TableColumn<Row>[],
): Promise<void> {
  const linesOf = tableLines(columns, terminal.columns);
  let shown = 0;
  let more = false;
  for await (const { items, hasMore } of pages) {
    shown += items.length;
    more = hasMore;
    if (shown > 0) terminal.out(linesOf(items).join('\n'));
  }
  if (shown === 0) terminal.err(texts.say('list.nothing'));
  else if (more) terminal.err(texts.say('list.more', { count: shown }));
}
