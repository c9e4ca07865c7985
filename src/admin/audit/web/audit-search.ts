import type { TFunction } from 'i18next';
import type { FilterDefinition } from '#platform/ui/filter.ts';
import type { Search } from '#platform/ui/link.tsx';
import { daysOf, periodOf } from '#platform/ui/period.ts';
import { actionText, groupText, knownActions } from './audit-words.ts';

export const views = ['all', 'seen', 'access'] as const;
export type View = (typeof views)[number];

export function viewOf(search: Search): View {
  return views.find((view) => view === search.view) ?? 'all';
}

/** What was exported, or shown by the thousand, or is seldom shown at all. */
const seen = /\.(exported|export_started|bulk_read|bulk_read_ended|reveal_id_number|identity_numbers_read)$/;
const access = /^admin\./;

/** The words of the address bar as the input of the list. Without an action chosen, a view stands for its own. */
export function filtersOf(search: Search) {
  const known = knownActions();
  const view = viewOf(search);
  const ofView =
    view === 'all' ? undefined : known.filter((action) => (view === 'seen' ? seen : access).test(action));
  const chosen = search.action?.split(',').flatMap((each) => expanded(each, known));
  const [from, to] = daysOf(periodOf(search.when));
  return {
    actor: search.actor,
    action: (chosen ?? ofView)?.join(','),
    subject: search.about?.trim(),
    from,
    to,
    text: search.q?.trim() || undefined,
    address: search.address?.trim(),
  };
}

/** `customers.*` stands for every known action of customers. */
function expanded(action: string, known: string[]): string[] {
  if (!action.endsWith('.*')) return [action];
  return known.filter((each) => each.startsWith(action.slice(0, -1)));
}

export function isNarrowed(search: Search): boolean {
  return ['actor', 'action', 'about', 'when', 'q', 'address', 'view'].some((key) => search[key]);
}

export const withoutFilters: Search = {
  actor: undefined,
  action: undefined,
  about: undefined,
  when: undefined,
  q: undefined,
  address: undefined,
  view: undefined,
};

export function filterDefinitions(
  people: ReadonlyMap<string, string>,
  t: TFunction<'admin'>,
): FilterDefinition[] {
  const actors = [
    ...[...people].map(([value, label]) => ({ value, label })),
    { value: 'operator', label: t('audit.actor.operator') },
    { value: 'system', label: t('audit.actor.system') },
  ];
  return [
    { key: 'actor', label: t('audit.who'), kind: 'choice', options: actors },
    { key: 'action', label: t('audit.what'), kind: 'choice', several: true, options: actionOptions(t) },
    { key: 'about', label: t('audit.about'), kind: 'text', placeholder: t('audit.aboutHint') },
    { key: 'when', label: t('audit.when'), kind: 'dates' },
    { key: 'address', label: t('audit.address'), kind: 'text', placeholder: t('audit.addressHint') },
  ];
}

function actionOptions(t: TFunction<'admin'>) {
  const groups = Map.groupBy(knownActions(), (action) => action.split('.', 1)[0]!);
  return [...groups].flatMap(([group, actions]) => [
    { value: `${group}.*`, label: t('audit.everythingOf', { group: groupText(actions[0]!) }) },
    ...actions.map((value) => ({
      value,
      label: t('audit.ofGroup', { group: groupText(value), action: actionText(value) }),
    })),
  ]);
}
