import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { desktop } from './browser/open-browser.ts';
import {
  expectFitsPhone,
  openStory,
  type Story,
  seriousFindingsOn,
  setUpOwner,
} from './browser/open-story.ts';
import { callSocket } from './installation/server-process.ts';
import type { WebServer } from './installation/web-server.ts';
import { countKeyWinBack, type Totals } from './plain-scores.ts';
import { type KnownFile, knownOrderFile } from './retail-file.ts';

let folder: string;
let server: WebServer;
let browser: Browser;
let page: Page;
let file: KnownFile;
let story: Story;
const number = new Intl.NumberFormat('en-GB');

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'perennial-first-day-'));
  file = await knownOrderFile(folder);
  story = await openStory('Europe/London');
  ({ server, browser, page } = story);
}, 180_000);

afterAll(async () => {
  await story?.close();
  await rm(folder, { recursive: true, force: true });
});

const seriousFindings = () => seriousFindingsOn(page);

test('the link from the terminal makes the owner and offers two doors', async () => {
  await page.goto(server.setupLink);
  await page.getByLabel('Name of the organisation').waitFor();
  expect(await seriousFindings()).toEqual([]);
  await setUpOwner(page, 'Retail Gifts');
  await page.getByRole('region', { name: 'Look around in a demo shop' }).waitFor();
  expect(await seriousFindings()).toEqual([]);
});

test('a link that was used opens nothing', async () => {
  await page.goto(server.setupLink);
  await page.getByText('This installation has its owner').waitFor();
});

test('a dropped file is recognised, its columns are mapped by themselves, and its rows are shown as they will be read', async () => {
  await page.goto(new URL('/imports/new', server.setupLink).href);
  await page.locator('input[type=file]').setInputFiles(file.path);
  await page.getByText('Recognised:').waitFor({ timeout: 120_000 });
  expect(await page.getByText('Not recognised').count()).toBe(0);
  expect(await seriousFindings()).toEqual([]);
  await page.getByRole('button', { name: 'Check the rows' }).click();
  await page.getByRole('button', { name: 'Start import' }).waitFor();
  expect(await seriousFindings()).toEqual([]);
}, 180_000);

test('the import runs on while the page is closed, and its sums are those that are known of the file', async () => {
  await page.getByRole('button', { name: 'Start import' }).click();
  await page.getByRole('progressbar').first().waitFor();
  const address = page.url();
  await page.goto('about:blank');
  await page.waitForTimeout(1_000);
  await page.goto(address);
  await page.getByText('Done', { exact: false }).first().waitFor({ timeout: 480_000 });
  await page.getByText('What it brought').waitFor({ timeout: 480_000 });
  await expect.poll(() => page.getByRole('progressbar').count(), { timeout: 480_000, interval: 500 }).toBe(0);
  for (const known of [file.rows, file.orders, file.cancellations, file.customers]) {
    if (known === undefined) continue;
    await page.getByText(number.format(known), { exact: true }).first().waitFor({ timeout: 30_000 });
  }
  await page
    .getByText(`${number.format(file.guestLines)} lines name no customer`)
    .waitFor({ timeout: 30_000 });
  const imports = await callSocket(server.dataFolder, 'GET', '/imports');
  const { created, updated, unchanged, skipped, failed, rowsIn } = imports.items[0];
  expect({ created, failed, rowsIn }).toEqual({
    created: file.rows - file.failed,
    failed: file.failed,
    rowsIn: file.rows,
  });
  expect(created + updated + unchanged + skipped + failed).toBe(rowsIn);
  expect(await seriousFindings()).toEqual([]);
}, 600_000);

test('quantity × price of all lines is what is known of the file', async () => {
  const { rows } = await totalsOf(server.dataFolder);
  if (file.totalMinor !== undefined) expect(rows).toBe(file.totalMinor);
  else expect(rows).not.toBe(0n);
});

test('a customer is found by number and shows orders, spend and lines', async () => {
  await page.goto(new URL('/customers', server.setupLink).href);
  const wanted = file.buyer?.number ?? (await someCustomer(server.dataFolder));
  await page.getByPlaceholder('Name, pinyin, phone, e-mail…').fill(wanted);
  const row = page.getByRole('row').filter({ hasText: wanted }).first();
  await row.waitFor();
  expect(await seriousFindings()).toEqual([]);
  await row.dblclick();
  await page.waitForURL(/\/customers\/\d+/);
  await page.getByText('Spend').first().waitFor();
  if (file.buyer) {
    await page.getByText(file.buyer.spend).first().waitFor();
    await page.getByText(`and ${file.buyer.cancelled} returns or cancellations`).waitFor();
    await page.getByText(String(file.buyer.orders), { exact: true }).first().waitFor();
  }
  expect(await seriousFindings()).toEqual([]);
});

test('重要挽留客户 are built as a rule, and are as many as a plain calculation finds', async () => {
  await page.goto(new URL('/segments/rfm', server.setupLink).href);
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Purchases that count' }).click();
  await page.getByRole('option', { name: 'All purchases ever' }).click();
  await dialog.getByRole('button', { name: 'Save and work out' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByText('All purchases ever').waitFor();
  await expect.poll(() => page.getByText('Working out…').count()).toBe(0);
  await page.getByRole('heading', { name: 'Map', exact: true }).waitFor();
  const customers = await page.evaluate(async () => {
    const all: Totals[] = [];
    for (let after = ''; ; ) {
      const read = await (await fetch(`/api/v1/customers?limit=200${after}`)).json();
      all.push(...read.items);
      if (!read.next) return all;
      after = `&cursor=${encodeURIComponent(read.next)}`;
    }
  });
  const counted = countKeyWinBack(customers, 'Europe/London');
  if (file.keyWinBack !== undefined) expect(counted).toBe(file.keyWinBack);
  await page.goto(new URL('/segments/new', server.setupLink).href);
  await page.getByRole('combobox', { name: 'Add a condition' }).last().press('Enter');
  await page.getByRole('combobox', { name: 'Find a condition' }).fill('RFM kind');
  await page.getByRole('option', { name: 'RFM kind' }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('combobox', { name: 'Find a condition' }).waitFor({ state: 'hidden' });
  await page.keyboard.press('ArrowDown');
  await page.getByRole('option', { name: 'Key: win back' }).click();
  await page.keyboard.press('Escape');
  await page.locator('.rb-count b').getByText(number.format(counted), { exact: true }).waitFor();
});

test('orders and products stand in lists of the same make', async () => {
  for (const path of ['/orders', '/products', '/imports', '/settings']) {
    await page.goto(new URL(path, server.setupLink).href);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForLoadState('networkidle');
    expect(await seriousFindings(), path).toEqual([]);
  }
});

test('the pages need nothing that the content policy forbids, and none of them threw an error', async () => {
  const strict = await (
    await browser.newContext({ ...desktop, storageState: await page.context().storageState() })
  ).newPage();
  const refused: string[] = [];
  strict.on('console', (message) => {
    if (message.type() === 'error' && /content security policy/i.test(message.text()))
      refused.push(message.text());
  });
  for (const path of ['/', '/customers', '/orders', '/products', '/imports', '/settings']) {
    await strict.goto(new URL(path, server.setupLink).href);
    await strict.getByRole('heading', { level: 1 }).waitFor();
  }
  expect(refused).toEqual([]);
  expect(story.faults).toEqual([]);
});

test('the pages are built for use, not for developers', async () => {
  const loaded = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
  expect(loaded.some((name) => /\/assets\/.+\.js$/.test(name))).toBe(true);
  expect(loaded.filter((name) => name.includes('jsx-dev'))).toEqual([]);
});

test('on a phone, in Chinese, every page fits the width and has nothing serious for axe', async () => {
  await expectFitsPhone(story, ['/', '/customers', '/orders', '/products', '/imports', '/settings']);
}, 120_000);

/** The sum of all documents, whatever period they lie in. */
async function totalsOf(dataFolder: string): Promise<{ rows: bigint }> {
  const summary = await callSocket(dataFolder, 'GET', '/orders/summary?from=2000-01-01&to=2100-01-01');
  const kinds = Object.values(summary.base) as { amountMinor: string }[];
  return { rows: kinds.reduce((sum, kind) => sum + BigInt(kind.amountMinor ?? 0), 0n) };
}

async function someCustomer(dataFolder: string): Promise<string> {
  const { items } = await callSocket(dataFolder, 'GET', '/customers?sort=spendMinor&limit=1');
  return items[0].displayName;
}
