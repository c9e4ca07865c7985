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

beforeAll(async () => {
  story = await openStory('Europe/London');
}, 180_000);

afterAll(() => story?.close());

const address = (path: string) => new URL(path, story.server.setupLink).href;

/** What the rows of the list show in this column, from the top. */
async function cellsOf(page = story.page, column = 'Grade'): Promise<string[]> {
  const heads = await page.getByRole('columnheader').allTextContents();
  const at = heads.findIndex((head) => head.includes(column));
  const rows = await page.getByRole('grid').getByRole('row').all();
  const cells = await Promise.all(rows.slice(1).map((row) => row.getByRole('gridcell').allTextContents()));
  return cells.map((texts) => texts[at]?.trim() ?? '');
}

test('an owner adds a field of their own and fills it in', async () => {
  const { page } = story;
  await page.goto(story.server.setupLink);
  await setUpOwner(page, 'Retail Gifts');
  await page.goto(address('/settings/fields'));
  await page.getByRole('button', { name: 'Add a field' }).first().click();
  await page.getByLabel('Name of the field', { exact: true }).fill('Grade');
  await page.getByRole('button', { name: 'Add it' }).click();
  await page.getByText('Grade is there').waitFor();
  await page.goto(address('/customers?new=1'));
  await page.getByRole('dialog').getByLabel('Name', { exact: true }).fill('Ada');
  await page.getByRole('dialog').getByLabel('Grade').fill('B');
  await page.getByRole('dialog').getByRole('button', { name: 'Create' }).click();
  await page.getByRole('heading', { name: 'Ada', level: 1 }).waitFor();
  const statuses = await page.evaluate(
    async (grades) => {
      const { items } = await (await fetch('/api/v1/custom-fields')).json();
      const answers = Object.entries(grades).map(([displayName, grade]) =>
        fetch('/api/v1/customers', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ displayName, customFields: { [items[0].key]: grade } }),
        }),
      );
      return (await Promise.all(answers)).map(({ status }) => status);
    },
    { Ben: 'C', Cleo: 'A' },
  );
  expect(statuses).toEqual([200, 200]);
});

test('the list shows the field where they put it, and is sorted by it', async () => {
  const { page } = story;
  await page.goto(address('/customers'));
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('searchbox', { name: 'Find a field' }).fill('Grade');
  await page.getByRole('checkbox', { name: 'Grade' }).click();
  const grip = page.getByRole('button', { name: /^Grade: arrow up/ });
  for (let step = 0; step < 8; step++) await grip.press('ArrowUp');
  expect(await seriousFindingsOn(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect.poll(() => page.getByRole('columnheader').allTextContents()).toContain('Grade');
  const heads = await page.getByRole('columnheader').allTextContents();
  expect(heads.findIndex((head) => head.includes('Grade'))).toBeLessThan(
    heads.findIndex((head) => head.includes('Looked after by')),
  );
  await page.getByRole('columnheader', { name: 'Grade' }).getByRole('button').first().click();
  await expect.poll(() => page.url()).toContain('sort=field.');
  await expect.poll(() => cellsOf()).toEqual(['A', 'B', 'C']);
});

test('a saved view brings columns and order back, on another device too', async () => {
  const { page, browser } = story;
  await page.getByRole('button', { name: 'Save view' }).click();
  await page.getByRole('menuitem', { name: 'Save as a new view…' }).click();
  await page.getByRole('dialog').getByLabel('Name of the view').fill('By grade');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await page.getByRole('tab', { name: 'By grade', selected: true }).waitFor();
  const sorted = await cellsOf();
  const { cookies } = await page.context().storageState();
  const other = await browser.newContext({ ...desktop, storageState: { cookies, origins: [] } });
  const there = await other.newPage();
  await there.goto(address('/customers'));
  await there.getByRole('gridcell', { name: 'Ada' }).first().waitFor();
  expect((await there.getByRole('columnheader').allTextContents()).join()).not.toContain('Grade');
  await there.getByRole('tab', { name: 'By grade' }).click();
  await expect.poll(() => cellsOf(there)).toEqual(sorted);
  await other.close();
});

test('the field is set for all of the list at once, and the page of that work says for how many', async () => {
  const { page } = story;
  await page.getByRole('checkbox', { name: 'Select all rows read so far' }).click();
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Set a field…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Set a field of customers' });
  await dialog.getByRole('combobox', { name: 'Field' }).click();
  await page.getByRole('option', { name: 'Grade', exact: true }).click();
  await dialog.getByLabel('Value').fill('S');
  expect(await seriousFindingsOn(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Set the field for 3 customers' }).click();
  await expect.poll(() => cellsOf()).toEqual(['S', 'S', 'S']);
  const view = page.url();
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await page.getByRole('heading', { name: 'Set “Grade” of customers to “S”' }).waitFor();
  await page.getByRole('link', { name: /^Changed/ }).waitFor();
  await page.goto(view);
});

test('when the field is archived the view opens in the usual order and says so, and so does a day that never was', async () => {
  const { page } = story;
  const view = page.url();
  await page.goto(address('/settings/fields'));
  await page.getByRole('button', { name: 'Archive Grade' }).click();
  await page.getByText('Grade is archived').waitFor();
  await page.goto(view);
  await page.getByText('“Grade” is not in use any more').waitFor();
  await page.getByRole('gridcell', { name: 'Cleo' }).first().waitFor();
  await page.goto(address('/customers?added=2026-02-31..'));
  await page.getByText('there is no such day').waitFor();
  await page.getByRole('gridcell', { name: 'Cleo' }).first().waitFor();
  expect(await seriousFindingsOn(page)).toEqual([]);
  await expectFitsPhone(story, [
    '/customers?added=2026-03-02..2026-03-01',
    new URL(view).pathname + new URL(view).search,
  ]);
  expect(story.faults).toEqual([]);
});
