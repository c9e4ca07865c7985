import { expect, test } from 'vitest';
import { ordersContract } from '#commerce/orders/orders.contract.ts';
import { profilesContract } from '#customers/profiles/profiles.contract.ts';
import { commandReference } from './reference-page.ts';

function sectionOf(command: string): string {
  return commandReference()
    .split('## ')
    .find((section) => section.startsWith(`${command}\n`))!;
}

test.each([
  ['perennial customers list', profilesContract.endpoints.list],
  ['perennial orders list', ordersContract.endpoints.list],
  ['perennial orders export', ordersContract.endpoints.export],
])('%s has an option for every filter of its endpoint, without an edit here', (command, endpoint) => {
  const given = [...sectionOf(command).matchAll(/^ {2}--([\w-]+)/gm)].map((match) =>
    match[1]!.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()),
  );
  const filters = Object.keys(endpoint.input.shape).filter((key) => key !== 'cursor');
  expect(given).toEqual(expect.arrayContaining(filters));
});

test('the help names every command and the choices and defaults of its options', () => {
  expect(sectionOf('perennial import')).toContain('--as <orders|customers|activities>');
  expect(sectionOf('perennial demo')).toMatch(/--seed <value> .*\(default: 7\)/);
  expect(sectionOf('perennial customers list')).toMatch(/--bin {2,}/);
  for (const command of ['imports failures', 'customers export', 'products list', 'status', 'setup-link']) {
    expect(sectionOf(`perennial ${command}`)).toContain('Usage: ');
  }
});
