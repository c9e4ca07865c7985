import type { Browser } from 'playwright-core';

/** The browsers that tests of this process have open. */
export const openBrowsers = new Set<Browser>();
