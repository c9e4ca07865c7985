import i18next, { type TFunction } from 'i18next';
import type { Format } from '#platform/ui/format.ts';

/** Every domain words its own actions, under `audited.<action>` of its messages. */
const worded = 'audited';

/** What happened, in words; an action that has none yet shows by its code. */
export function actionText(action: string): string {
  const key = namespaces()
    .map((namespace) => `${namespace}:${worded}.${action}`)
    .find((each) => i18next.exists(each));
  return key ? i18next.t(key) : action;
}

/** The actions that have words, as the filter offers them. */
export function knownActions(): string[] {
  return namespaces().flatMap((namespace) => {
    const texts = i18next.getResource(i18next.language, namespace, worded) as
      | Record<string, Record<string, string>>
      | undefined;
    return Object.entries(texts ?? {}).flatMap(([thing, actions]) =>
      Object.keys(actions).map((action) => `${thing}.${action}`),
    );
  });
}

/** `customers` of `customers.create`, in words. */
export function groupText(action: string): string {
  const group = action.split('.', 1)[0]!;
  const key = `admin:audit.group.${group}`;
  return i18next.exists(key) ? i18next.t(key) : group;
}

function namespaces(): string[] {
  return Object.keys(i18next.getDataByLanguage(i18next.language) ?? {});
}

export function actorText(entry: { actor: string; actorName: string | null }, t: TFunction<'admin'>): string {
  if (entry.actorName) return entry.actorName;
  const key = `admin:audit.actor.${entry.actor}`;
  return i18next.exists(key) ? t(`audit.actor.${entry.actor}`) : entry.actor;
}

/** `user:12` becomes the person's name, `import:12` "Import 12"; a kind that has no words stays as it is. */
export function subjectText(
  subject: string,
  names: ReadonlyMap<string, string>,
  t: TFunction<'admin'>,
): string {
  const name = names.get(subject);
  if (name) return name;
  const [kind = '', id = ''] = subject.split(':', 2);
  if (!i18next.exists(`admin:audit.subject.${kind}`)) return subject;
  return `${t(`audit.subject.${kind}`)} ${id}`.trim();
}

/** The facts of an entry, each with its name in words. */
export function factsOf(detail: Record<string, unknown>, format: Format): { name: string; words: string }[] {
  return Object.entries(detail)
    .filter(([, value]) => value !== null && value !== '')
    .map(([name, value]) => ({ name: factName(name), words: written(value, format) }))
    .filter(({ words }) => words !== '');
}

/** The facts of an entry on one line. */
export function detailText(detail: Record<string, unknown>, format: Format): string {
  const { colon, comma } = format.punctuation;
  return factsOf(detail, format)
    .map(({ name, words }) => `${name}${colon}${words}`)
    .join(comma);
}

function factName(name: string): string {
  const key = `admin:audit.fact.${name}`;
  return i18next.exists(key) ? i18next.t(key) : name;
}

function written(value: unknown, format: Format): string {
  if (typeof value === 'number') return format.number(value);
  if (typeof value === 'boolean') return i18next.t(value ? 'admin:audit.yes' : 'admin:audit.no');
  if (Array.isArray(value)) return value.map((one) => written(one, format)).join(format.punctuation.comma);
  if (typeof value === 'object' && value !== null) {
    return detailText(value as Record<string, unknown>, format);
  }
  return instantForm.test(String(value)) ? format.dateTime(String(value)) : String(value);
}

const instantForm = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/;
