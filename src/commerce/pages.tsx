import type { WebDomain } from '#platform/ui/page.ts';

export const web: WebDomain = { pages: [] };
