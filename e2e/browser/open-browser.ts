import { existsSync } from 'node:fs';
import chromium from '@sparticuz/chromium';
import { type Browser, type BrowserContextOptions, chromium as playwright } from 'playwright-core';
import { openBrowsers } from './open-browsers.ts';

/** The Chromium that npm installed, with the libraries and fonts that it carries for machines that lack them. */
export async function openBrowser(): Promise<Browser> {
  const before = process.env.AWS_EXECUTION_ENV;
  process.env.AWS_EXECUTION_ENV = 'AWS_Lambda_nodejs22.x';
  const executablePath = await chromium.executablePath();
  if (before === undefined) delete process.env.AWS_EXECUTION_ENV;
  else process.env.AWS_EXECUTION_ENV = before;
  // The machine's own fonts, where it has any: the carried ones know no Chinese.
  const fonts: Record<string, string> = existsSync('/etc/fonts/fonts.conf')
    ? { FONTCONFIG_PATH: '/etc/fonts' }
    : {};
  const env = { ...process.env, ...fonts } as Record<string, string>;
  const browser = await playwright.launch({
    executablePath,
    env,
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
  });
  openBrowsers.add(browser);
  browser.on('disconnected', () => openBrowsers.delete(browser));
  return browser;
}

export const desktop: BrowserContextOptions = { viewport: { width: 1440, height: 900 }, locale: 'en-GB' };
export const phone: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  locale: 'zh-CN',
  isMobile: true,
  hasTouch: true,
};
