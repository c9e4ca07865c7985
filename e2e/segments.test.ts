import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  expectFitsPhone,
  expectWhole,
  openDemoStory,
  type Story,
  seriousFindingsOn,
} from './browser/open-story.ts';

let story: Story;

beforeAll(async () => {
  story = await openDemoStory('Europe/London');
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

/** The first of the names beside the answer that nobody else has. */
async function oneName(): Promise<string> {
  const { page } = story;
  await answer();
  const names = await page.locator('.rb-names a').allTextContents();
  const counts = await page.evaluate(
    (all) =>
      Promise.all(
        all.map(async (name) => {
          const read = await fetch(`/api/v1/customers?q=${encodeURIComponent(name)}`);
          return (await read.json()).items.length as number;
        }),
      ),
    names,
  );
  const found = names.find((_, index) => counts[index] === 1);
  expect(found).toBeDefined();
  return found!;
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
  const name = await oneName();
  await page.getByRole('tab', { name: 'Why' }).click();
  await page.getByRole('combobox', { name: 'Look at a customer' }).fill(name);
  await page.getByRole('option', { name }).first().waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.rb-verdict a').getByText(name).waitFor();
  await page.getByText('fits this rule').waitFor();
  await expect.poll(() => page.getByRole('img', { name: 'Holds' }).count()).toBe(3);
  await page.getByText(/^in fact \d+ times$/).waitFor();
  expect(await seriousFindingsOn(page)).toEqual([]);
  await page.getByRole('tab', { name: 'Who it is now' }).click();
});

test('keys of the canvas leave text fields elsewhere alone', async () => {
  const { page } = story;
  const sentence = page.getByRole('note', { name: 'Read out' });
  const before = await sentence.textContent();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const field = page.getByRole('dialog').getByLabel('Name', { exact: true });
  await field.pressSequentially('Typed');
  await page.keyboard.press('Control+z');
  await expect.poll(() => field.inputValue()).not.toBe('Typed');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  expect(await sentence.textContent()).toBe(before);
});

test('a rule that was not saved is there again when the page is opened anew', async () => {
  const { page } = story;
  const meant = await answer();
  await page.reload();
  await page.getByText('goes on with what you had not saved').waitFor();
  await expect.poll(answer).toBe(meant);
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
  let saved = 0;
  page.on('request', (sent) => {
    if (sent.method() === 'POST' && new URL(sent.url()).pathname === '/api/v1/segments') saved += 1;
  });
  await dialog.locator('form').evaluate((form: HTMLFormElement) => {
    form.requestSubmit();
    form.requestSubmit();
  });
  await page.getByRole('heading', { name: 'Regulars of one city', level: 1 }).waitFor();
  expect(saved, 'segments made by Save, pressed twice in one blink').toBe(1);
  await page.locator('.pn-figure-value').first().getByText(String(meant), { exact: true }).waitFor();
  await expect
    .poll(() => page.getByRole('grid', { name: 'Members' }).getByRole('row').count())
    .toBe(meant + 1);
  await page.getByRole('button', { name: 'Why' }).first().click();
  await page.getByRole('dialog').getByText('when the segment was made').waitFor();
  expect(await seriousFindingsOn(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('combobox', { name: 'Why is somebody in it or not?' }).fill('li');
  await page.locator('[role="option"][data-highlighted]').waitFor();
  await page.keyboard.press('Enter');
  await page.getByText(/^(A member since .+|Not a member)\.$/).waitFor();
  expect(await seriousFindingsOn(page)).toEqual([]);
  await page.keyboard.press('Escape');
  for (const tab of ['Count over time', 'Who came and went', 'Against everybody']) {
    await page.getByRole('tab', { name: tab }).click();
    await page.getByRole('tabpanel', { name: tab }).waitFor();
    await expectWhole(page, tab);
    expect(await seriousFindingsOn(page), tab).toEqual([]);
  }
});

test('a rule is changed and the segment renamed, and members follow', async () => {
  const { page } = story;
  await page.goto(address('/segments/1/edit'));
  const before = await answer();
  await page.getByRole('textbox', { name: 'Figure' }).fill('1');
  await expect.poll(answer).toBeGreaterThan(before);
  const meant = await answer();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('dialog').getByLabel('Name', { exact: true }).fill('Buyers of one city');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Buyers of one city', level: 1 }).waitFor();
  await expect
    .poll(() => page.getByRole('grid', { name: 'Members' }).getByRole('row').count())
    .toBe(meant + 1);
  // The figure is asked for on its own, and may be of the moment before.
  await expect.poll(() => page.locator('.pn-figure-value').first().textContent()).toBe(String(meant));
});

test('the figure of members opens them as a list of customers', async () => {
  const { page } = story;
  const shown = await page.locator('.pn-figure-value').first().textContent();
  await page.locator('a.pn-figure').first().click();
  await page.getByRole('heading', { name: 'Customers', level: 1 }).waitFor();
  await page.getByRole('button', { name: 'In segment Buyers of one city', exact: true }).waitFor();
  await page.getByText(`${shown} customers`, { exact: true }).waitFor();
});

test('a list made by hand is filled, emptied and renamed', async () => {
  const { page } = story;
  const id = await page.evaluate(async () => {
    const headers = { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() };
    const body = JSON.stringify({ name: 'Guests', kind: 'hand' });
    return (await (await fetch('/api/v1/segments', { method: 'POST', headers, body })).json()).id;
  });
  await page.goto(address(`/segments/${id}`));
  await page.getByText('Nobody has been put into this list yet.').waitFor();
  await page.getByRole('combobox', { name: 'Add a customer' }).fill('li');
  await page.locator('[role="option"][data-highlighted]').waitFor();
  await page.keyboard.press('Enter');
  const out = page.getByRole('button', { name: 'Take out' });
  await out.click();
  await out.waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Undo' }).click();
  await out.waitFor();
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Rename and share' }).click();
  await page.getByRole('dialog').getByLabel('Name', { exact: true }).fill('Guests of the fair');
  expect(await seriousFindingsOn(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Guests of the fair', level: 1 }).waitFor();
});

test('a bar of the history opens by keyboard who came or left on that day', async () => {
  const { page } = story;
  await page.getByRole('tab', { name: 'Count over time' }).click();
  const bar = page.getByRole('link', { name: /came|left/ });
  await bar.focus();
  await bar.getByText(': 1 left').waitFor();
  await page.keyboard.press('ArrowLeft');
  await bar.getByText(': 2 came').waitFor();
  expect(await seriousFindingsOn(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await page.getByText('into “Guests of the fair” on').waitFor();
  await page.getByText('1 customer', { exact: true }).waitFor();
});

test('a figure that is none is told, and what somebody else saved meanwhile is saved over knowingly alone', async () => {
  const { page } = story;
  const other = await page.context().newPage();
  const writing = [page, other].map((each) => each.locator('.rb-figure input').first());
  for (const each of [page, other]) await each.goto(address('/segments/1/edit'));
  for (const [at, each] of [page, other].entries()) {
    await writing[at]!.fill('1.5');
    await each.getByTitle('This is no whole number').waitFor();
    await expect.poll(() => each.getByRole('button', { name: 'Save', exact: true }).isDisabled()).toBe(true);
    await writing[at]!.fill(String(3 + at));
    await each
      .getByText(`placed at least ${3 + at} orders`)
      .first()
      .waitFor();
    await each.getByRole('button', { name: 'Save', exact: true }).click();
    await each.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
    if (at === 0) await each.getByRole('tab', { name: 'Members' }).waitFor();
  }
  await other.getByRole('alert').getByText('placed at least 3 orders').waitFor();
  expect(await seriousFindingsOn(other)).toEqual([]);
  await other.getByRole('button', { name: 'Save mine over it' }).click();
  await other.getByText('placed at least 4 orders').first().waitFor();
  await other.close();
});

test('everything fits a phone, in Chinese', async () => {
  await expectFitsPhone(story, [
    '/segments',
    '/segments/new?ready=atRisk',
    '/segments/1',
    '/segments/1?tab=portrait',
    '/segments/1/edit',
  ]);
  expect(story.faults).toEqual([]);
}, 60_000);
