export interface Journey {
  browser: string;
  /** Where one wanted to go. */
  next?: string | undefined;
}

const key = 'perennial.provider';

/** Goes to the provider; the tab remembers what proves that it is the one who left. */
export function leaveFor(url: string, journey: Journey): void {
  sessionStorage.setItem(key, JSON.stringify(journey));
  location.assign(url);
}

/** What this tab left with, once; undefined where it never left. */
export function comeBack(): Journey | undefined {
  const text = sessionStorage.getItem(key);
  sessionStorage.removeItem(key);
  return text === null ? undefined : (JSON.parse(text) as Journey);
}
