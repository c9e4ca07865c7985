/** Where to go after signing in: a page of ours, never an address that a stranger put into a link. */
export function placeAfter(next: string | undefined): string {
  if (!next?.startsWith('/')) return '/';
  const base = 'http://here.invalid';
  try {
    const url = new URL(next, base);
    return url.origin === base ? url.pathname + url.search : '/';
  } catch {
    return '/';
  }
}
