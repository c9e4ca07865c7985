import type { LucideIcon } from 'lucide-react';
import type { ComponentType } from 'react';
import type { Option } from './select.tsx';
import type { Session } from './session.tsx';
import type { TimelineEntry } from './timeline.tsx';

/** A page as its domain registers it in `pages.tsx`. */
export interface PageDefinition {
  /** Below the root, with `$name` for parameters: `/customers/$id`. */
  path: string;
  /** The page's module, split off; it exports `Page`. */
  load: () => Promise<{ Page: ComponentType }>;
  /** `shell` (default) has rail and top bar and needs a session; `bare` has nothing around it. */
  frame?: 'shell' | 'bare';
  /** Without this permission the page says who can give it. */
  needs?: string;
  nav?: NavEntry;
  /** Keys of its own, for the sheet that explains keys: `t`, `Shift+x`. */
  keys?: { keys: string; labelKey: string }[];
  commands?: PageCommand[];
}

export interface NavEntry {
  /** With its namespace: `customers:nav.customers`. */
  labelKey: string;
  icon: LucideIcon;
  /** By the order of the work: Home 0, Customers 10, Segments 20, … */
  order: number;
  /** The path of the entry it belongs below. */
  parent?: string;
  /** The letter after `g`. */
  shortcut?: string;
  /** `foot` stands at the lower end of the rail. */
  place?: 'work' | 'foot';
}

/** Something to do from the command field that leads to a place. */
export interface PageCommand {
  key: string;
  labelKey: string;
  icon?: LucideIcon;
  to: string;
  needs?: string;
  /** Where more than a permission decides. */
  isOffered?: (session: Session) => boolean;
  keys?: string;
}

/** One thing found from the command field. */
export interface Found {
  key: string;
  label: string;
  note?: string;
  to: string;
  kind?: 'person' | 'organisation';
}

/** Lets the command field find a domain's things while somebody types. */
export interface FinderDefinition {
  key: string;
  /** Heads its results: `customers:nav.customers`. */
  labelKey: string;
  needs?: string;
  load: () => Promise<{ find: (text: string, signal: AbortSignal) => Promise<Found[]> }>;
}

/** A background job as the tray shows it. */
export interface WorkItem {
  key: string;
  /** In the reader's language. */
  label: string;
  state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';
  done: number;
  /** Null while the end is not known. */
  total: number | null;
  restMs?: number | null;
  /** The page of its result. */
  to: string;
  endedAt?: string | null;
  /** What came of it, or what went wrong, in one line. */
  note?: string;
  cancel?: () => Promise<void>;
  /** Starts it again, where it did not end well. */
  retry?: () => Promise<void>;
}

/** Lets the shell see a domain's background jobs: what runs, and what ended within the time asked for. */
export interface WorkDefinition {
  key: string;
  needs?: string;
  load: () => Promise<{ readWork: (signal: AbortSignal, withinMs: number) => Promise<WorkItem[]> }>;
}

/**
 * A part that one domain puts on another's page. The page names the slot and its props: `customer.panels`
 * takes `{ customerId }`.
 */
export interface SlotEntry {
  slot: string;
  key: string;
  order: number;
  /** Names the part where the page shows parts as tabs. */
  labelKey?: string;
  needs?: string;
  /** The part's module, split off; it exports `Panel`. */
  // biome-ignore lint/suspicious/noExplicitAny: the props belong to the slot, which its page declares
  load: () => Promise<{ Panel: ComponentType<any> }>;
}

/** Words by which one feed is narrowed, as its page has them; each feed knows its own. */
export type Narrowed = Readonly<Record<string, string | undefined>>;

/** Lets a record's timeline show what a domain knows about it: the orders of a customer. */
export interface FeedDefinition {
  /** The timeline it flows into: `customer`. */
  feed: string;
  key: string;
  /** Names what it brings, for the choice above the timeline. */
  labelKey: string;
  needs?: string;
  /** Gives entries newest first, by pages; `next` is null on the last. */
  load: () => Promise<{
    readFeed: (
      subjectId: string,
      cursor: string | undefined,
      signal: AbortSignal,
      narrowed: Narrowed,
    ) => Promise<{ entries: TimelineEntry[]; next: string | null }>;
  }>;
}

/** Lets the list of another domain be narrowed by what this one knows; the address keeps its value under the key. */
export interface ListFilterDefinition {
  /** The list that it narrows: `customers`. */
  list: string;
  key: string;
  labelKey: string;
  needs?: string;
  /** Several values may be chosen, kept with commas. */
  several?: boolean;
  /** Other pages lead to it; whoever has the list before them cannot choose it. */
  ledTo?: boolean;
  /** Gives what can be chosen, or what is meant by the value; a value that is not among them is gone. */
  load: () => Promise<{ readOptions: (value: string, signal: AbortSignal) => Promise<Option[]> }>;
}

/** All that a domain hands to the web app: its `pages.tsx` exports one as `web`. */
export interface WebDomain {
  pages: PageDefinition[];
  slots?: SlotEntry[];
  finders?: FinderDefinition[];
  work?: WorkDefinition[];
  feeds?: FeedDefinition[];
  listFilters?: ListFilterDefinition[];
}
