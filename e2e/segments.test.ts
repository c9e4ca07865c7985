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
  story.page.setDefaultTimeout(10_000);
}, 180_000);

afterAll(() => story?.close());

const address = (path: string) => new URL(path, story.server.setupLink).href;

/** The number of customers in the panel of the answer, once it stands still. */
async function answer(): Promise<number> {
  const { page } = story;
  await page.locator('.rb-answer[aria-busy="false"] .rb-count b').waitFor();
  const shown = await page.locator('.rb-count b').textContent();
  return Number(shown?.replaceAll(',', ''));
}

/** Opens the search for a condition by keyboard, types, and takes the first that is found. */
async function addCondition(text: string) {
  const { page } = story;
  const adding = page.getByRole('combobox', { name: 'Add a condition' }).last();
  await adding.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('combobox', { name: 'Find a condition' }).waitFor();
  await page.keyboard.type(text);
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('combobox', { name: 'Find a condition' }).waitFor({ state: 'hidden' });
}

test('an owner gets the demo shop', async () => {
  const { page } = story;
  await page.goto(story.server.setupLink);
  await setUpOwner(page, 'Retail Gifts');
  const state = await page.evaluate(async () => {
    const headers = { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() };
    const body = JSON.stringify({ customers: 500, seed: 7 });
    const made = await (await fetch('/api/v1/demo', { method: 'POST', headers, body })).json();
    for (;;) {
      const read = await (await fetch(`/api/v1/imports/${made.id}`)).json();
      if (!['queued', 'running'].includes(read.state)) return read.state;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  });
  expect(state).toBe('done');
});

test('a list without segments offers ready-made ones', async () => {
  const { page } = story;
  await page.goto(address('/segments'));
  await page.getByRole('heading', { name: 'No segments yet' }).waitFor();
  await page.getByRole('link', { name: /^At risk/ }).waitFor();
  expect(await seriousFindingsOn(page)).toEqual([]);
});

test('a rule is written by keyboard, and its count changes with every step', async () => {
  const { page } = story;
  await page.goto(address('/segments/new'));
  await page.getByText('Add a condition, and who it means shows here at once.').waitFor();
  await addCondition('orders placed');
  await expect.poll(answer).toBeGreaterThan(0);
  const once = await answer();
  await page.getByRole('textbox', { name: 'Figure' }).fill('5');
  await expect.poll(answer).toBeLessThan(once);
  const fiveTimes = await answer();
  await addCondition('chengshi');
  await page.keyboard.press('ArrowDown');
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  expect(await page.locator('.rb-value').count()).toBe(1);
  await expect.poll(answer).toBeLessThan(fiveTimes);
  await page.getByRole('note', { name: 'Read out' }).getByText('placed at least 5 orders').waitFor();
  expect(await seriousFindingsOn(page)).toEqual([]);
});

test('what was done is taken back and done again, and a condition is wrapped and moved by keys', async () => {
  const { page } = story;
  const rows = page.getByRole('group', { name: 'Condition', exact: true });
  const before = await answer();
  await page.getByRole('textbox', { name: 'Figure' }).focus();
  await page.keyboard.press('Control+d');
  await expect.poll(() => rows.count()).toBe(3);
  await page.keyboard.press('Control+g');
  await page.getByText('any of these holds').waitFor();
  await page.keyboard.press('Alt+ArrowUp');
  await page.getByText('any of these holds').waitFor({ state: 'hidden' });
  for (let steps = 0; steps < 3; steps += 1) await page.keyboard.press('Control+z');
  await expect.poll(() => rows.count()).toBe(2);
  await expect.poll(answer).toBe(before);
  await page.keyboard.press('Control+Shift+z');
  await expect.poll(() => rows.count()).toBe(3);
  await page.keyboard.press('Control+z');
});

test('it is told why one customer is meant, with the facts', async () => {
  const { page } = story;
  const name = (await page.locator('.rb-names a').first().textContent()) ?? '';
  await page.getByRole('tab', { name: 'Why' }).click();
  await page.getByRole('combobox', { name: 'Look at a customer' }).fill(name);
  await page.getByRole('option', { name }).first().waitFor();
  await page.keyboard.press('Enter');
  await page.getByText('is meant by this rule').waitFor();
  expect(await page.getByRole('img', { name: 'Holds' }).count()).toBe(3);
  await page.getByText(/^in fact \d+ times$/).waitFor();
  expect(await seriousFindingsOn(page)).toEqual([]);
  await page.getByRole('tab', { name: 'Who it is now' }).click();
});

test('the rule can be taken as JSON, and what does not fit is said', async () => {
  const { page } = story;
  await page.getByRole('button', { name: 'Rule as JSON' }).click();
  const box = page.getByLabel('Rule', { exact: true });
  const text = await box.inputValue();
  expect(JSON.parse(text).all[0]).toMatchObject({ type: 'orders', measure: 'count', value: 5 });
  await box.fill('{ "all": [] }');
  await page.getByRole('button', { name: 'Take it' }).click();
  await page.getByText('is an empty group').waitFor();
  await box.fill(text);
  await page.getByRole('button', { name: 'Take it' }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
});

test('the segment is saved, and its members, its history and what they are like are shown', async () => {
  const { page } = story;
  const meant = await answer();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name', { exact: true }).fill('Regulars of one city');
  expect(await seriousFindingsOn(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Regulars of one city', level: 1 }).waitFor();
  await page.locator('.pn-figure-value').first().getByText(String(meant), { exact: true }).waitFor();
  await expect
    .poll(() => page.getByRole('grid', { name: 'Members' }).getByRole('row').count())
    .toBe(meant + 1);
  await page.getByRole('button', { name: 'Why' }).first().click();
  await page.getByRole('dialog').getByText('when the segment was made').waitFor();
  expect(await seriousFindingsOn(page)).toEqual([]);
  await page.keyboard.press('Escape');
  for (const tab of ['Count over time', 'Who came and went', 'Against everybody']) {
    await page.getByRole('tab', { name: tab }).click();
    await page.getByRole('tabpanel', { name: tab }).waitFor();
    await page.waitForLoadState('networkidle');
    expect(await seriousFindingsOn(page), tab).toEqual([]);
  }
});

test('everything fits a phone, in Chinese', async () => {
  await expectFitsPhone(story, [
    '/segments',
    '/segments/new?ready=atRisk',
    '/segments/1',
    '/segments/1?tab=portrait',
  ]);
  expect(story.faults).toEqual([]);
}, 60_000);
