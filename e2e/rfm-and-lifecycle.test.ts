import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectFitsPhone, openDemoStory, type Story, seriousFindingsOn } from './browser/open-story.ts';

let story: Story;

beforeAll(async () => {
  story = await openDemoStory('Europe/London');
  story.page.setDefaultTimeout(20_000);
}, 180_000);

afterAll(() => story?.close());

const address = (path: string) => new URL(path, story.server.setupLink).href;
const figureIn = (text: string | null) => Number(/[\d,]+/.exec(text ?? '')?.[0].replaceAll(',', ''));

test('a cell of the RFM map opens its customers, and goes on as a segment', async () => {
  const { page } = story;
  await page.goto(address('/segments/rfm'));
  await page.getByRole('button', { name: 'Work out anew' }).click();
  const cell = page.getByRole('link', { name: /^Champions, recency 5, frequency 5/ });
  await cell.waitFor();
  expect(await seriousFindingsOn(page)).toEqual([]);
  const customers = figureIn(await cell.locator('.rf-cell-count').textContent());
  expect(customers).toBeGreaterThan(0);
  await cell.click();
  const rows = page.getByRole('grid', { name: 'Customers with scores' }).getByRole('row');
  await expect.poll(() => rows.count()).toBe(customers + 1);
  await page.getByRole('link', { name: 'Copy as a segment' }).click();
  await page.locator('.rb-answer[aria-busy="false"] .rb-count b').getByText(String(customers)).waitFor();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Recency 5 · Frequency 5', level: 1 }).waitFor();
  await page.locator('.pn-figure-value').first().getByText(String(customers), { exact: true }).waitFor();
});

test('the rule of a stage is changed by keyboard, with how many would move, and customers follow', async () => {
  const { page } = story;
  await page.goto(address('/segments/lifecycle'));
  await page.getByRole('link', { name: 'Rules of the stages' }).click();
  const stages = page.getByRole('listitem');
  await page.getByText('0 customers would move.').waitFor();
  await stages.filter({ hasText: 'Dormant' }).getByRole('button').first().focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Days' }).fill('200');
  await dialog.getByRole('note', { name: 'Read out' }).getByText('in the last 200 days').waitFor();
  await dialog.locator('.rb-answer[aria-busy="false"]').waitFor();
  expect(await seriousFindingsOn(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Take this rule' }).click();
  await page.getByText(/^[1-9][\d,]* customers? would move\.$/).waitFor();
  expect(await seriousFindingsOn(page)).toEqual([]);
  const moved = figureIn(await page.getByText(/would move\.$/).textContent());
  await page.getByText(`Dormant → Churned ${moved}`).waitFor();
  const churned = page.getByRole('link', { name: /^Churned/ });
  await page.getByRole('button', { name: 'Save and work out' }).click();
  await churned.waitFor();
  await expect
    .poll(() => churned.locator('.pn-figure-value').textContent().then(figureIn))
    .toBeGreaterThanOrEqual(moved);
});

test('the page of a customer tells the stage with its history, the grade and the scores', async () => {
  const { page } = story;
  await page.goto(address('/segments/lifecycle/customers?stage=churned'));
  await page.getByRole('grid').getByRole('link').first().click();
  await page.getByRole('tab', { name: 'Stage, grade, RFM' }).click();
  await page.getByText('Dormant → Churned').waitFor();
  await page.getByText('the rules changed').waitFor();
  expect(await seriousFindingsOn(page)).toEqual([]);
});

test('everything fits a phone, in Chinese', async () => {
  const { pathname, search } = new URL(story.page.url());
  await expectFitsPhone(story, [
    '/segments/rfm',
    '/segments/rfm/customers?group=champions',
    '/segments/lifecycle/edit',
    `${pathname}${search}`,
  ]);
  expect(story.faults).toEqual([]);
}, 60_000);
