import type { Command } from 'commander';
import { Option } from 'commander';
import { z } from 'zod';
import { type Endpoint, pathKeys } from '#platform/http/contract.ts';
import { CommandError, type Texts } from './texts.ts';

interface Property {
  description?: string;
  default?: unknown;
  type?: string;
  enum?: string[];
  anyOf?: Property[];
}

/** The command line counts rows over all pages, so it has its own `--limit` and no cursor. */
const ofPages = ['cursor', 'limit'];

/** Adds an option for every input of the endpoint that is neither in its path nor left out. */
export function addContractOptions(
  command: Command,
  endpoint: Endpoint,
  texts: Texts,
  leftOut: string[] = [],
): void {
  for (const [key, property] of Object.entries(propertiesOf(endpoint, leftOut))) {
    command.addOption(optionOf(key, property, endpoint, texts));
  }
}

/** Reads those options back as input of the endpoint. Throws CommandError (usage) where a value is refused. */
export function contractInput<E extends Endpoint>(
  endpoint: E,
  given: Record<string, unknown>,
  texts: Texts,
  leftOut: string[] = [],
): z.input<E['input']> {
  const keys = Object.keys(propertiesOf(endpoint, leftOut));
  const input = Object.fromEntries(
    keys.filter((key) => given[key] !== undefined).map((key) => [key, given[key]]),
  );
  const zh = texts.language === 'zh' ? { error: z.locales.zhCN().localeError } : {};
  const parsed = endpoint.input.partial().safeParse(input, zh);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      (issue) => `  ${flagOf(issue.path.join('.'))}: ${issue.message}`,
    );
    throw new CommandError('usage.wrongOptions', { problems: problems.join('\n') });
  }
  return input as z.input<E['input']>;
}

function propertiesOf(endpoint: Endpoint, leftOut: string[]): Record<string, Property> {
  const schema = z.toJSONSchema(endpoint.input, { io: 'input', unrepresentable: 'any' });
  const skipped = new Set([...pathKeys(endpoint.path), ...ofPages, ...leftOut]);
  const all = Object.entries((schema.properties ?? {}) as Record<string, Property>);
  return Object.fromEntries(all.filter(([key]) => !skipped.has(key)));
}

function optionOf(key: string, property: Property, endpoint: Endpoint, texts: Texts): Option {
  // What is off unless said needs no value.
  const isSwitch = isBoolean(property) && endpoint.input.shape[key]?.safeParse(undefined).data === false;
  const choices = property.enum ?? (isBoolean(property) && !isSwitch ? ['true', 'false'] : undefined);
  const value = choices ? choices.join('|') : texts.say('option.value');
  const option = new Option(
    isSwitch ? flagOf(key) : `${flagOf(key)} <${value}>`,
    help(key, property, endpoint, texts),
  );
  if (choices) option.choices(choices);
  if (property.type === 'integer' || property.type === 'number') option.argParser(readNumber);
  if (property.default !== undefined && !isSwitch) {
    option.description += texts.say('option.default', { value: String(property.default) });
  }
  return option;
}

/** What is no number goes on as it is, so that the contract refuses it by name. */
function readNumber(text: string): number | string {
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}

function isBoolean(property: Property): boolean {
  return property.type === 'boolean' || (property.anyOf ?? []).some(isBoolean);
}

/** A text of our own, for this kind of record or for all, else what the contract says (in English). */
function help(key: string, property: Property, endpoint: Endpoint, texts: Texts): string {
  const things = endpoint.path.split('/')[1];
  const own = texts.find([`cli:filterOf.${things}.${key}`, `cli:filter.${key}`]);
  return own ?? property.description ?? '';
}

/** `minSpendMinor` is `--min-spend-minor`. */
function flagOf(key: string): string {
  return `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
