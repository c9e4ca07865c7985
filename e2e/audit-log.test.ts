import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  expectFitsPhone,
  openStory,
  type Story,
  seriousFindingsOn,
  setUpOwner,
} from './browser/open-story.ts';

let story: Story;

beforeAll(async () => {
  story = await openStory('Europe/London');
}, 180_000);

afterAll(() => story?.close());

const open = (path: string) => story.page.goto(new URL(path, story.server.setupLink).href);

test('an owner reads who did what and from where, and sees it sealed', async () => {
  const { page } = story;
  await page.goto(story.server.setupLink);
  await setUpOwner(page, 'Retail Gifts');
  await open('/settings/audit');
  await page.getByText('Set up the organisation').click();
  const preview = page.getByRole('complementary', { name: 'Preview' });
  await preview.getByText('127.0.0.1').waitFor();
  await preview.getByText('Web pages').waitFor();
  await preview.getByText('No. 1', { exact: true }).waitFor();
  expect(await seriousFindingsOn(page)).toEqual([]);
});

test('a check in the background says that the log is whole', async () => {
  const { page } = story;
  await page.getByRole('button', { name: 'Not checked yet' }).click();
  await page.getByRole('button', { name: 'Check now' }).click();
  await page.getByRole('button', { name: 'Whole' }).waitFor();
  await page.getByText(/all up to no\. \d+/).waitFor();
  expect(await seriousFindingsOn(page)).toEqual([]);
  await page.keyboard.press('Escape');
});

test('what was exported stands in a view of its own, with filter and count', async () => {
  const { page } = story;
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Export' }).click();
  expect((await download).suggestedFilename()).toMatch(/^audit-\d{4}-\d{2}-\d{2}\.csv$/);
  await page.getByRole('tab', { name: 'Exported or seen in bulk' }).click();
  await page.getByText('Exported the audit log').click();
  await page.getByText('complete').first().waitFor();
});

test('a text finds entries by their detail, and the address bar keeps it', async () => {
  const { page } = story;
  await open('/settings/audit?q=retail');
  await page.getByText('Set up the organisation').waitFor();
  await open('/settings/audit?q=wholesale');
  await page.getByRole('button', { name: 'Show everything' }).click();
  await page.getByText('Set up the organisation').waitFor();
  expect(story.faults).toEqual([]);
});

test('the page of background work shows the check, its result and what the server does by itself', async () => {
  const { page } = story;
  await page.getByRole('button', { name: 'No job is running' }).click();
  await page.getByRole('link', { name: 'All background work' }).click();
  await page.getByRole('heading', { level: 1, name: 'Background work' }).waitFor();
  const ended = page.getByRole('region', { name: 'Ended in the last seven days' });
  await ended.getByRole('link', { name: 'Check the audit log' }).waitFor();
  await ended.getByText('Whole').waitFor();
  await page.getByRole('region', { name: 'Jobs behind the scenes' }).waitFor();
  expect(await seriousFindingsOn(page)).toEqual([]);
  expect(story.faults).toEqual([]);
});

test('it fits a phone, in Chinese', async () => {
  await expectFitsPhone(story, ['/settings/audit', '/settings/audit?view=seen', '/work']);
});
