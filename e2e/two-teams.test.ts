import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { desktop } from './browser/open-browser.ts';
import {
  expectFitsPhone,
  openStory,
  type Story,
  seriousFindingsOn,
  setUpOwner,
} from './browser/open-story.ts';

let story: Story;
const worlds: Record<'Ella' | 'Wim', Page> = {} as never;
const contexts: BrowserContext[] = [];

beforeAll(async () => {
  story = await openStory('Europe/London');
}, 180_000);

afterAll(() => story?.close());

const address = (path: string) => new URL(path, story.server.setupLink).href;
const open = (path: string, page = story.page) => page.goto(address(path));

/** Chooses in a list that opens below a box. */
async function choose(page: Page, box: string, option: string | RegExp) {
  await page.getByRole('combobox', { name: box }).click();
  await page.getByRole('option', { name: option }).filter({ visible: true }).click();
}

/** The id of a customer, as the owner reads it. */
function idOf(name: string): Promise<string> {
  return story.page.evaluate(async (q) => {
    const answer = await fetch(`/api/v1/customers?q=${encodeURIComponent(q)}`);
    return (await answer.json()).items[0].id;
  }, name);
}

test('an owner makes two teams, one with a team below it', async () => {
  const { page } = story;
  await page.goto(story.server.setupLink);
  await setUpOwner(page, 'Retail Gifts');
  await open('/settings/teams');
  for (const name of ['East', 'West']) {
    await page.getByRole('button', { name: 'Add a team', exact: true }).click();
    await page.getByLabel('Name', { exact: true }).fill(name);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: `More about ${name}` }).waitFor();
  }
  await page.getByRole('button', { name: 'More about East' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Add a team below…' }).press('Enter');
  await page.getByLabel('Name', { exact: true }).fill('Harbour');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'More about Harbour' }).waitFor();
  expect(await seriousFindingsOn(page)).toEqual([]);
});

test('the role of members is narrowed to their team, and never changes further than it sees', async () => {
  const { page } = story;
  await open('/settings/roles');
  await page.getByRole('button', { name: 'Edit Member' }).click();
  const drawer = page.getByRole('dialog');
  for (const kind of ['Customers', 'Orders']) {
    const group = drawer.getByRole('group', { name: kind, exact: true }).first();
    await group.getByRole('combobox', { name: 'Sees' }).click();
    // The choices before may be leaving the page still.
    const below = page.getByRole('option', { name: 'Their team’s and those of teams below' });
    await below.filter({ visible: true }).click();
    await group.getByText(/Also (customers|orders)/).click();
    await expect
      .poll(() => group.getByRole('combobox', { name: 'Changes' }).textContent())
      .toContain('below');
  }
  expect(await seriousFindingsOn(page)).toEqual([]);
  await drawer.getByRole('button', { name: 'Save' }).click();
  await page.getByText('The role Member is saved').waitFor();
});

test('two people are invited into two teams and join', async () => {
  const { page, browser } = story;
  for (const [name, team] of [
    ['Ella', 'East'],
    ['Wim', 'West'],
  ] as const) {
    await open('/settings/members');
    await page.getByRole('button', { name: 'Invite somebody' }).click();
    await page.getByLabel('Their e-mail').fill(`${name.toLowerCase()}@example.com`);
    await choose(page, 'Team', new RegExp(`^${team}`));
    await page.getByRole('button', { name: 'Make the link' }).click();
    const link = (await page.locator('.ad-link code').textContent()) ?? '';
    const context = await browser.newContext({ ...desktop, timezoneId: 'Europe/London', bypassCSP: true });
    contexts.push(context);
    const theirs = await context.newPage();
    await theirs.goto(link);
    await theirs.getByLabel('Your name').fill(name);
    await theirs.getByLabel('Password', { exact: true }).fill('four brave paper boats');
    await theirs.getByRole('button', { name: 'Join' }).click();
    await theirs.getByRole('navigation').first().waitFor();
    worlds[name] = theirs;
  }
});

test('customers are assigned one by one on the page and many from the list', async () => {
  const { page } = story;
  await open('/');
  await page.evaluate(async () => {
    for (const displayName of ['Amber East', 'Basil East', 'Cedar West', 'Dill Nobody'])
      await fetch('/api/v1/customers', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
        body: JSON.stringify({ displayName, contactPoints: [] }),
      });
  });
  await open('/customers?q=East');
  await page.getByText('Basil East').waitFor();
  for (const key of ['j', 'x', 'j', 'Shift+X', 'a']) await page.keyboard.press(key);
  await choose(page, 'Looked after by', /^Ella/);
  await page.getByRole('button', { name: 'Assign', exact: true }).click();
  await page.getByText('2 customers are now looked after by Ella').waitFor();
  await open(`/customers/${await idOf('Cedar West')}`);
  await page.getByRole('button', { name: /^Looked after by Nobody/ }).click();
  await page.getByRole('combobox', { name: 'Looked after by' }).fill('Wim');
  await page.getByRole('option', { name: /^Wim/ }).click();
  await page.getByRole('button', { name: /Looked after by Wim/ }).waitFor();
  expect(await seriousFindingsOn(page)).toEqual([]);
  await open('/customers?owner=none');
  await page.getByText('Dill Nobody').waitFor();
  expect(await page.getByText('Amber East').count()).toBe(0);
});

test.each([
  ['Ella', ['Amber East', 'Basil East'], 'Cedar West'],
  ['Wim', ['Cedar West'], 'Amber East'],
] as const)('%s sees only their own in list, count, search and by address', async (name, theirs, foreign) => {
  const page = worlds[name];
  await open('/customers', page);
  for (const customer of theirs) await page.getByText(customer).first().waitFor();
  await page
    .getByText(theirs.length === 1 ? /^1 customer$/ : `${theirs.length} customers`)
    .first()
    .waitFor();
  for (const other of [foreign, 'Dill Nobody']) expect(await page.getByText(other).count()).toBe(0);
  await open(`/customers?q=${encodeURIComponent(foreign)}`, page);
  await page.getByRole('button', { name: 'Clear search and filters' }).waitFor();
  expect(await page.getByRole('link', { name: new RegExp(foreign) }).count()).toBe(0);
  await open(`/customers/${await idOf(foreign)}`, page);
  await page.getByRole('heading', { name: 'This customer does not exist' }).waitFor();
  expect(await page.getByText(foreign).count()).toBe(0);
});

test('one page shows what a person sees and may do, and why', async () => {
  const { page } = story;
  await open('/settings/members');
  await page.getByRole('link', { name: 'Ella' }).click();
  await page.getByText('Sees customers of East and the teams below it: Harbour.').waitFor();
  await page
    .getByText('In the role, but only works for who sees and changes all customers')
    .first()
    .waitFor();
  await page.getByText('Comes with the role').first().waitFor();
  expect(await seriousFindingsOn(page)).toEqual([]);
});

test('who leaves hands their customers over', async () => {
  const { page } = story;
  await open('/settings/members');
  await page.getByRole('button', { name: /Ella/ }).last().click();
  await page.getByRole('menuitem', { name: 'Shut out…' }).click();
  const box = page.getByRole('combobox', { name: 'Their customers go to' });
  await box.fill('Wim');
  await page.getByRole('option', { name: 'Wim' }).click();
  await page.getByRole('button', { name: 'Shut out', exact: true }).click();
  await page.getByText('Their customers go to Wim.').waitFor();
  await expect
    .poll(
      async () => {
        await open('/customers', worlds.Wim);
        await worlds.Wim.waitForLoadState('networkidle');
        return worlds.Wim.getByText('Amber East').count();
      },
      { timeout: 20_000 },
    )
    .toBeGreaterThan(0);
  expect(story.faults).toEqual([]);
});

test('it fits a phone, in Chinese', async () => {
  await expectFitsPhone(story, [
    '/settings/members',
    '/settings/members/2',
    '/settings/roles',
    '/settings/teams',
    '/customers',
  ]);
}, 60_000);
