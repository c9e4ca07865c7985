/** Where to go after signing in: a page of ours, never an address that a stranger put into a link. */
export function placeAfter(next: string | undefined): string {
  if (!next?.startsWith('/')) return '/';
  const base = 'http://here.invalid';
  try {
    const url = new URL(next, base);
    // `/.//site` is ours to read, but its path begins with two slashes: as an address that is another site.
    const ours = url.origin === base && !url.pathname.startsWith('//');
    return ours ? url.pathname + url.search : '/';
  } catch {
    return '/';
  }
}
