import { mkdtempSync, readdirSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { restoreInstallation } from '#apps/restore-installation.ts';
import { readConfig } from '#platform/config/config.ts';
import { quietLog } from '#platform/testing/quiet-log.ts';
import { desktop } from './browser/open-browser.ts';
import {
  expectFitsPhone,
  openStory,
  type Story,
  seriousFindingsOn,
  setUpOwner,
} from './browser/open-story.ts';
import { startWebServer, type WebServer } from './installation/web-server.ts';

let story: Story;
let copy: WebServer;

beforeAll(async () => {
  story = await openStory('Europe/London');
  await story.page.goto(story.server.setupLink);
  await setUpOwner(story.page, 'Retail Gifts');
}, 180_000);

afterAll(async () => {
  await copy?.stop();
  await story?.close();
});

const at = (path: string) => new URL(path, story.server.setupLink).href;

test('before the first backup the page says when it comes, and one is made at a click', async () => {
  const { page } = story;
  await page.goto(at('/settings/backups'));
  await page.getByText('No backup yet').waitFor();
  expect(await seriousFindingsOn(page)).toEqual([]);
  await page.getByRole('button', { name: 'Back up now' }).click();
  await page.getByText('read back whole').waitFor({ timeout: 60_000 });
  expect(await seriousFindingsOn(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await seriousFindingsOn(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'light' });
  await expectFitsPhone(story, ['/settings/backups']);
});

test('a restored copy lets nobody in by an old session, says on every page that it sends nothing, and is confirmed at a click', async () => {
  const folder = join(story.server.dataFolder, 'backups');
  const [archive] = readdirSync(folder);
  const dataFolder = realpathSync(mkdtempSync(join(tmpdir(), 'perennial-story-copy-')));
  const config = readConfig({ PERENNIAL_DATA: dataFolder, LOG_LEVEL: 'silent' });
  await restoreInstallation({ config, log: quietLog, path: join(folder, archive!) });
  copy = await startWebServer(dataFolder);
  const context = await story.browser.newContext({
    ...desktop,
    storageState: await story.page.context().storageState(),
    bypassCSP: true,
  });
  const page = await context.newPage();
  await page.goto(copy.setupLink);
  await signIn(page);
  const notice = page.getByRole('region', { name: 'Restored copy' });
  await notice.waitFor();
  expect(await seriousFindingsOn(page)).toEqual([]);
  await expectFitsPhone({ ...story, server: copy, page }, ['/']);
  await notice.getByRole('button', { name: 'This is the live one' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Let it send' }).click();
  await page.getByText('This is the live installation now').waitFor();
  await notice.waitFor({ state: 'detached' });
  expect(story.faults).toEqual([]);
});

async function signIn(page: Page): Promise<void> {
  await page.getByLabel('E-mail').fill('olivia@example.com');
  await page.getByLabel('Password', { exact: true }).fill('three calm green tea pots');
  await page.getByRole('button', { name: 'Sign in' }).click();
}
