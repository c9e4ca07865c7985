import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  expectFitsPhone,
  openStory,
  type Story,
  seriousFindingsOn,
  setUpOwner,
} from './browser/open-story.ts';
import { callSocket } from './installation/server-process.ts';
import type { WebServer } from './installation/web-server.ts';
import { mendFailedRows } from './mend-rows.ts';
import { messyFile } from './messy-file.ts';

let server: WebServer;
let page: Page;
let importId: string;
const file = messyFile();
let story: Story;

beforeAll(async () => {
  story = await openStory('Asia/Shanghai');
  ({ server, page } = story);
  await page.goto(server.setupLink);
  await setUpOwner(page, '青禾生活');
}, 180_000);

afterAll(() => story?.close());

const seriousFindings = () => seriousFindingsOn(page);

async function startFromCheck(): Promise<string> {
  await page.getByRole('button', { name: 'Check the rows' }).click();
  return startFromRehearsal();
}

async function startFromRehearsal(): Promise<string> {
  await page.getByText('Nothing has happened yet').waitFor();
  await page.getByText(/What (all|the) .*rows? of the file would do/).waitFor({ timeout: 30_000 });
  expect(await seriousFindings()).toEqual([]);
  await page.getByRole('button', { name: 'Start import' }).click();
  await page.getByText('What became of the rows').waitFor({ timeout: 60_000 });
  await page.getByText('What it brought').waitFor({ timeout: 60_000 });
  await expect.poll(() => page.getByRole('progressbar').count(), { timeout: 60_000 }).toBe(0);
  return /imports\/(\d+)/.exec(page.url())![1]!;
}

// biome-ignore lint/suspicious/noExplicitAny: answers whose shapes the contracts guarantee.
async function ended(id: string): Promise<any> {
  let detail = await callSocket(server.dataFolder, 'GET', `/imports/${id}`);
  await expect
    .poll(
      async () => {
        detail = await callSocket(server.dataFolder, 'GET', `/imports/${id}`);
        return detail.state;
      },
      { timeout: 60_000 },
    )
    .toMatch(/done|undone|failed/);
  const { created, updated, unchanged, skipped, failed, rowsIn } = detail;
  expect(created + updated + unchanged + skipped + failed).toBe(rowsIn);
  return detail;
}

test('a GB18030 file with a title and merged headers is recognised, and cleaning is shown before anything happens', async () => {
  await page.goto(new URL('/imports/new', server.setupLink).href);
  await page.locator('input[type=file]').setInputFiles({
    name: '会员导出.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(file.bytes),
  });
  await page.getByText('GB 18030').waitFor({ timeout: 30_000 });
  await page.getByText(/rows will be tidied/).waitFor();
  await page.getByText('联系方式 手机').first().waitFor();
  const phones = page.getByRole('row').filter({ hasText: '联系方式 手机' });
  await phones.getByText('+8613800138001').first().waitFor();
  expect(await seriousFindings()).toEqual([]);
});

test('values that mean the same are written in one way, and the preview follows', async () => {
  await page.getByRole('button', { name: 'Cleaning of 所在地 城市' }).click();
  const values = page.getByRole('region', { name: 'Values of 所在地 城市' });
  await values.getByRole('checkbox', { name: '上海', exact: true }).check();
  await values.getByRole('checkbox', { name: 'SH', exact: true }).check();
  await values.getByRole('textbox', { name: 'Write as' }).fill('上海市');
  await values.getByRole('button', { name: 'Write so' }).click();
  await page.getByText('2 values written otherwise').waitFor();
  expect(await seriousFindings()).toEqual([]);
});

test('the rehearsal tells what would happen, and the sums of the import add up', async () => {
  importId = await startFromCheck();
  const detail = await ended(importId);
  expect(detail).toMatchObject({ state: 'done', rowsIn: file.rows, failed: file.failed, kind: 'customers' });
  const { items } = await callSocket(server.dataFolder, 'GET', '/customers?q=%E5%BC%A0%E4%BC%9F&limit=50');
  expect(items.filter(({ displayName }: { displayName: string }) => displayName === '张伟')).toHaveLength(2);
  const cities = new Set(items.map(({ city }: { city: string | null }) => city));
  expect(cities).toContain('上海市');
  expect(cities).not.toContain('SH');
  expect(await seriousFindings()).toEqual([]);
}, 120_000);

test('failed rows are downloaded with their reasons, mended, brought back, and take their place', async () => {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download failed rows' }).click(),
  ]);
  const mended = mendFailedRows(await readFile(await download.path(), 'utf8'));
  await page.getByLabel('Bring the mended file back').setInputFiles({
    name: download.suggestedFilename(),
    mimeType: 'text/csv',
    buffer: Buffer.from(mended),
  });
  await page.getByText('This file brings back failed rows of').waitFor({ timeout: 30_000 });
  expect(await seriousFindings()).toEqual([]);
  const again = await startFromCheck();
  expect(await ended(again)).toMatchObject({ rowsIn: file.failed, failed: 0, mends: importId });
}, 120_000);

test('a value on the customer page says where it comes from and what it was before cleaning', async () => {
  const { items } = await callSocket(server.dataFolder, 'GET', '/customers?q=13700137003&limit=5');
  await page.goto(new URL(`/customers/${items[0].id}`, server.setupLink).href);
  await page.getByRole('heading', { level: 1, name: '张伟' }).waitFor();
  await page.getByRole('button', { name: /Where City comes from/ }).click();
  const origin = page.getByRole('dialog');
  await origin.getByText('会员导出.csv').first().waitFor();
  await origin.getByText('SH', { exact: true }).first().waitFor();
  expect(await seriousFindings()).toEqual([]);
});

test('the whole import is undone as one act: who came only by it is gone, the sums say so', async () => {
  await page.goto(new URL(`/imports/${importId}`, server.setupLink).href);
  await page.getByRole('button', { name: 'Undo this import' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('customers that came only by this file are removed').waitFor();
  expect(await seriousFindings()).toEqual([]);
  await dialog.getByRole('button', { name: 'Undo this import' }).click();
  await page.getByText('This import was undone').waitFor({ timeout: 60_000 });
  const { state, undo } = await ended(importId);
  expect(state).toBe('undone');
  const { items } = await callSocket(server.dataFolder, 'GET', '/customers?limit=50');
  expect(items).toHaveLength(file.failed);
  expect(undo).toMatchObject({ kept: 0 });
  expect(undo.removed).toBeGreaterThan(150);
  expect(await seriousFindings()).toEqual([]);
}, 120_000);

test('files that came together stand in one list, and one that cannot be read is named with its reason', async () => {
  await page.goto(new URL('/imports/new', server.setupLink).href);
  const csv = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
  await page
    .locator('input[type=file]')
    .setInputFiles([
      csv('members.csv', 'Name,Phone\nAda Moss,+44 20 7946 0001\n'),
      csv('report.csv', '%PDF-1.7 1234567890'),
      csv('guests.csv', 'Name,Phone\nBo Reed,+44 20 7946 0002\n'),
      csv('orders.csv', 'Order number,Order date,Unit price\nA1,2024-03-05,2.50\n'),
    ]);
  const files = page.locator('.im-batch > li');
  await expect.poll(() => files.count(), { timeout: 30_000 }).toBe(3);
  await page.getByRole('alert').filter({ hasText: 'report.csv This is a PDF' }).waitFor();
  await files.filter({ hasText: 'guests.csv' }).getByText('Customers', { exact: true }).waitFor();
  await files.filter({ hasText: 'orders.csv' }).getByText('Orders', { exact: true }).waitFor();
  expect(await seriousFindings()).toEqual([]);
  await files.filter({ hasText: 'members.csv' }).getByRole('link', { name: 'Set up' }).click();
  await page.getByRole('button', { name: 'Check the rows' }).click();
  await page.getByRole('checkbox', { name: /Also start the other file/ }).check();
  await startFromRehearsal();
  await page.goto(new URL('/imports', server.setupLink).href);
  await page
    .getByRole('row')
    .filter({ hasText: 'guests.csv' })
    .filter({ hasText: 'Done' })
    .waitFor({ timeout: 60_000 });
  await page.getByRole('row').filter({ hasText: 'orders.csv' }).filter({ hasText: 'Draft' }).waitFor();
}, 120_000);

test('on a phone, in Chinese, imports fit the width and have nothing serious for axe', async () => {
  const { items } = await callSocket(server.dataFolder, 'GET', '/imports?limit=20');
  const draft = items.find(({ title }: { title: string }) => title === 'orders.csv');
  const check = `/imports/${draft.id}?step=check`;
  await expectFitsPhone(story, ['/imports', `/imports/${importId}`, '/imports/new', check]);
  expect(story.faults).toEqual([]);
}, 60_000);
