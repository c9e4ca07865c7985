import { afterEach } from 'vitest';
import { openBrowsers } from './open-browsers.ts';

/** What every open page shows is printed when a test fails: what it waited for in vain tells little without it. */
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  const pages = [...openBrowsers].flatMap((browser) => browser.contexts().flatMap((each) => each.pages()));
  for (const page of pages) {
    const shown = await page
      .locator('body')
      .innerText({ timeout: 5_000 })
      .catch((error: unknown) => String(error));
    console.error(`${page.url()} shows:\n${shown.replaceAll(/\s*\n\s*/g, ' | ').slice(0, 4_000)}`);
  }
});
