import type { Locator } from 'playwright-core';
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
  await page.getByRole('dialog').getByLabel('Name', { exact: true }).press('Enter');
  await page.getByRole('heading', { name: 'Recency 5 · Frequency 5', level: 1 }).waitFor();
  await page.locator('.pn-figure-value').first().getByText(String(customers), { exact: true }).waitFor();
});

test('the rule of a stage is changed by keyboard, with how many would move, and customers follow', async () => {
  const { page } = story;
  await page.goto(address('/segments/lifecycle/edit'));
  await page.getByText('0 customers would move.').waitFor();
  await page.goto(address('/segments/lifecycle'));
  const churned = page.getByRole('link', { name: /^Churned/ });
  await churned.waitFor();
  const inChurned = () => churned.locator('.pn-figure-value').textContent().then(figureIn);
  const before = await inChurned();
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
  await page.getByRole('button', { name: 'Save and work out' }).click();
  await expect.poll(inChurned).toBe(before + moved);
});

/** How many customers each grade has, as its page tells. */
async function gradeFigures(): Promise<Record<string, number>> {
  const links = story.page.getByRole('link', { name: /^(High|Medium|Low) ?[\d,]/ });
  await links.first().waitFor();
  const texts = await links.evaluateAll((all) => all.map((each) => (each as HTMLElement).innerText));
  return Object.fromEntries(
    texts.map((text) => {
      const [grade = '', customers = ''] = text.split('\n');
      return [grade, figureIn(customers)];
    }),
  );
}

/** Writes over what a field holds by keyboard. */
async function type(field: Locator, text: string) {
  await field.focus();
  await story.page.keyboard.press('Control+a');
  await story.page.keyboard.type(text);
}

test('points and thresholds of grades are changed by keyboard, and customers move as the preview told', async () => {
  const { page } = story;
  await page.goto(address('/segments/grades'));
  await page.getByRole('button', { name: 'Work out anew' }).click();
  await page.getByRole('button', { name: 'Work out anew' }).waitFor();
  const figures = await gradeFigures();
  expect(await seriousFindingsOn(page)).toEqual([]);
  await page.getByRole('link', { name: 'How grades are made' }).click();
  await page.getByText('0 customers would change grade.').waitFor();
  await type(page.getByRole('textbox', { name: 'Points of criterion 1', exact: true }), '20');
  await type(page.getByRole('textbox', { name: 'From so many points on' }).first(), '70');
  const preview = page.locator('[aria-live][aria-busy="false"]').filter({ hasText: 'would change grade' });
  await preview.waitFor();
  const moves = await preview.getByRole('listitem').allInnerTexts();
  expect(await seriousFindingsOn(page)).toEqual([]);
  let moved = 0;
  for (const move of moves) {
    const [, from = '', to = '', customers] = /^(.+) → (.+) ([\d,]+)$/.exec(move) ?? [];
    const many = figureIn(customers ?? '');
    figures[from]! -= many;
    figures[to]! += many;
    moved += many;
  }
  expect(figureIn(await preview.getByText(/would change grade\.$/).textContent())).toBe(moved);
  expect(moved).toBeGreaterThan(0);
  await page.getByRole('button', { name: 'Save and work out' }).click();
  await expect.poll(gradeFigures).toEqual(figures);
  await page.getByRole('gridcell', { name: 'grades are made otherwise' }).first().waitFor();
  expect(await seriousFindingsOn(page)).toEqual([]);
  await page.getByRole('link', { name: /^High ?\d/ }).click();
  const grid = page.getByRole('grid', { name: 'Customers by grade' });
  await expect.poll(() => grid.getAttribute('aria-rowcount')).toBe(String(figures.High! + 1));
  expect(await seriousFindingsOn(page)).toEqual([]);
  await page.getByRole('link', { name: 'Copy as a segment' }).click();
  await page
    .locator('.rb-answer[aria-busy="false"] .rb-count b')
    .getByText(String(figures.High), { exact: true })
    .waitFor();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('dialog').getByLabel('Name', { exact: true }).press('Enter');
  await page.getByRole('heading', { name: 'High', level: 1 }).waitFor();
  await expect
    .poll(() => page.getByRole('grid', { name: 'Members' }).getAttribute('aria-rowcount'))
    .toBe(String(figures.High! + 1));
  expect(await seriousFindingsOn(page)).toEqual([]);
});

/** Opens the dialog of the tag from the settings. */
async function openTag() {
  const { page } = story;
  await page.goto(address('/settings/tags'));
  await page.getByRole('button', { name: 'What can be done with “Our best”' }).click();
  await page.getByRole('menuitem', { name: 'Edit…' }).click();
}

/** Chooses a segment for the tag, which has none so far, and saves nothing. */
async function chooseRule() {
  const { page } = story;
  await openTag();
  const rule = page.getByRole('combobox', { name: 'Rule behind it' });
  await expect.poll(() => rule.inputValue()).toBe('');
  await rule.fill('High');
  await page.getByRole('option', { name: 'High' }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByText('From Save on the tag follows the segment High.').waitFor();
}

test('a tag puts itself on the members of a segment, follows them, and is taken off with its rule', async () => {
  const { page } = story;
  await page.goto(address('/segments/grades'));
  const { High: before } = await gradeFigures();
  await page.goto(address('/settings/tags'));
  await page.getByRole('button', { name: 'New tag' }).first().click();
  await page.getByRole('dialog').getByLabel('Name of the tag').fill('Our best');
  await page.getByRole('button', { name: 'Make tag' }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  const line = page.getByRole('listitem').filter({ hasText: 'Our best' });
  await chooseRule();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await chooseRule();
  expect(await seriousFindingsOn(page)).toEqual([]);
  expect(await line.getByText('automatic').count()).toBe(0);
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await line.getByText('automatic').waitFor();
  await line.getByRole('link', { name: `${before} customers` }).click();
  await page.getByRole('heading', { name: 'Customers', level: 1 }).waitFor();
  await page.getByText(`${before} customers`, { exact: true }).waitFor();
  expect(await seriousFindingsOn(page)).toEqual([]);
  const first = page.getByRole('grid').getByRole('link').first();
  await page.goto(address((await first.getAttribute('href')) ?? ''));
  await page.getByTitle('Our best: a rule puts it on and off; open the others').waitFor();
  await page.getByRole('tab', { name: 'Stage, grade, segments' }).click();
  await page.getByRole('region', { name: 'Grade' }).getByRole('link', { name: 'High' }).waitFor();
  expect(await seriousFindingsOn(page)).toEqual([]);
  await page.goto(address('/segments/grades/edit'));
  await page.getByRole('button', { name: 'As they came' }).click();
  await expect.poll(async () => (await gradeFigures()).High).not.toBe(before);
  const { High: after } = await gradeFigures();
  await expect
    .poll(async () => {
      await page.goto(address('/settings/tags'));
      return line.getByRole('link', { name: /customers?$/ }).textContent();
    })
    .toBe(`${after} customers`);
  await openTag();
  await page.getByRole('button', { name: 'End the rule' }).click();
  const ending = page.getByRole('dialog', { name: 'End the rule behind this tag?' });
  await ending.waitFor();
  expect(await seriousFindingsOn(page)).toEqual([]);
  await ending.getByRole('button', { name: 'Take it off them' }).click();
  await ending.waitFor({ state: 'hidden' });
  await page.getByText('It is being taken off…').waitFor({ state: 'hidden' });
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await line.getByText('nobody').waitFor();
  expect(await line.getByText('automatic').count()).toBe(0);
  expect(await seriousFindingsOn(page)).toEqual([]);
});

test('the page of a customer tells the stage with its history, the grade and the scores', async () => {
  const { page } = story;
  await page.goto(address('/segments/lifecycle/customers?stage=churned'));
  await page.getByRole('grid').getByRole('link').first().click();
  await page.getByRole('tab', { name: 'Stage, grade, segments' }).click();
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
    '/segments/grades',
    '/segments/grades/edit',
    '/settings/tags',
    `${pathname}${search}`,
  ]);
  expect(story.faults).toEqual([]);
}, 60_000);
