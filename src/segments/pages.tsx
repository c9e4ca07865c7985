import type { WebDomain } from '#platform/ui/page.ts';

/** What the segments domain shows in the web app. */
export const web: WebDomain = { pages: [] };
