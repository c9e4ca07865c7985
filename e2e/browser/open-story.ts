import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';
import { startWebServer, type WebServer } from '../installation/web-server.ts';
import { desktop, openBrowser, phone } from './open-browser.ts';

/** A fresh installation, a browser, and the page in which the story goes on. */
export interface Story {
  server: WebServer;
  browser: Browser;
  page: Page;
  /** What went wrong in that page. */
  faults: string[];
  close(): Promise<void>;
}

/** Opens a story for a person in this time zone; nothing is set up yet. */
export async function openStory(timezoneId: string): Promise<Story> {
  const server = await startWebServer();
  const browser = await openBrowser().catch(async (error: unknown) => {
    await server.stop();
    throw error;
  });
  // Axe has to be let into the page.
  const context = await browser.newContext({ ...desktop, timezoneId, bypassCSP: true });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  const close = async () => {
    await browser.close();
    await server.stop();
  };
  return { server, browser, page, faults, close };
}

/** Fills the form that the link of the set-up opens, and waits for what comes behind it. */
export async function setUpOwner(page: Page, organisation: string): Promise<void> {
  await page.getByLabel('Name of the organisation').fill(organisation);
  await page.getByLabel('Your name').fill('Olivia Owner');
  await page.getByLabel('E-mail').fill('olivia@example.com');
  await page.getByLabel('Password', { exact: true }).fill('three calm green tea pots');
  await page.getByRole('button', { name: 'Set it up' }).click();
  await page.getByRole('region', { name: 'Import my file' }).waitFor();
}

/** Opens a story that begins with an owner and a demo shop of 200 customers. */
export async function openDemoStory(timezoneId: string): Promise<Story> {
  const story = await openStory(timezoneId);
  try {
    await story.page.goto(story.server.setupLink);
    await setUpOwner(story.page, 'Retail Gifts');
    expect(await story.page.evaluate(demoShopMade)).toBe('done');
    return story;
  } catch (error) {
    await story.close();
    throw error;
  }
}

/** Runs in the page: the state that the import of a demo shop ends in. */
async function demoShopMade(): Promise<string> {
  const headers = { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() };
  const body = JSON.stringify({ customers: 200, seed: 7 });
  const made = await (await fetch('/api/v1/demo', { method: 'POST', headers, body })).json();
  for (;;) {
    const read = await (await fetch(`/api/v1/imports/${made.id}`)).json();
    if (!['queued', 'running'].includes(read.state)) return read.state;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** Runs in the page: colours on their way from one to the other are no finding. */
async function transitionsEnded(): Promise<void> {
  const passing = document
    .getAnimations()
    .filter(({ effect }) => effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY);
  await Promise.allSettled(passing.map(({ finished }) => finished));
}

/** Serious findings of axe on the page as it is now. */
export async function seriousFindingsOn(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  await page.evaluate(transitionsEnded);
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') };
    const { violations } = await axe.run(
      { exclude: ['[data-base-ui-focus-guard]'] },
      {
        resultTypes: ['violations'],
        preload: false,
        // It counts initials that are hidden from readers as the label of their button.
        rules: { 'label-content-name-mismatch': { enabled: false } },
      },
    );
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 200)}`));
  });
}

/** Waits until everything that a page shows has come; what did not come is no page. */
export async function expectWhole(page: Page, path: string): Promise<void> {
  await page.waitForLoadState('networkidle');
  await expect.poll(() => page.locator('main .pn-bone').count(), { message: path, timeout: 10_000 }).toBe(0);
  expect(await page.locator('main .pn-state[data-tone="danger"]').allTextContents(), path).toEqual([]);
}

/** Opens these paths on a phone, in Chinese: each must come, fit the width and have nothing serious for axe. */
export async function expectFitsPhone({ server, browser, page }: Story, paths: string[]): Promise<void> {
  const context = await browser.newContext({
    ...phone,
    storageState: await page.context().storageState(),
    bypassCSP: true,
  });
  await context.addInitScript(() => localStorage.setItem('perennial.language', 'zh'));
  const onPhone = await context.newPage();
  for (const path of paths) {
    await onPhone.goto(new URL(path, server.setupLink).href);
    await onPhone.getByRole('heading', { level: 1 }).waitFor();
    await expectWhole(onPhone, path);
    // The page itself scrolls, not the document.
    const tooWide = await onPhone.locator('main').evaluate((main) => main.scrollWidth - main.clientWidth);
    expect(tooWide, path).toBeLessThanOrEqual(0);
    expect(await seriousFindingsOn(onPhone), path).toEqual([]);
  }
  await context.close();
}
