import type { CustomFieldType } from '#customers/public.contract.ts';
import { readFields, storedSources, tagsMeantBy } from '#customers/public.ts';
import type { Context, KnownTeam } from '#platform/db/context.ts';
import { readGrades } from '../grades/stored-grades.queries.ts';
import { segmentNames } from '../segments/segments.queries.ts';
import { anyContract } from './conditions/conditions.contract.ts';
import type { NamedKind } from './conditions/named.contract.ts';
import { knownCategories, productNames } from './named-things.queries.ts';
import { conditionsOf, type Rule } from './rule-tree.contract.ts';

interface BothTexts {
  en: string;
  zh: string;
}

export interface NamedField {
  id: string;
  type: CustomFieldType;
  label: BothTexts;
  /** Of money. */
  currency: string | null;
  choices: readonly { key: string; label: BothTexts }[];
}

/** What is known of that which a rule names. */
export interface RuleNames {
  /** A field of the organisation's own by its key. Throws for one that is not in use: such a rule has findings. */
  field(key: string): NamedField;
  /** The tag that this one was merged into, or itself. */
  meantTag(id: string): string;
  /** These teams and all below them. */
  teamsBelow(ids: readonly string[]): string[];
  /** Null for the root, and for a team that nobody knows. */
  teamAbove(id: string): string | null;
  knows(kind: NamedKind, name: string): boolean;
  /** It is there, and out of use. */
  isArchived(kind: NamedKind, name: string): boolean;
  /** What people call it, or called it; as it is named where nobody knows it. */
  name(kind: NamedKind, name: string, language?: 'en' | 'zh'): string;
}

/**
 * Reads what is known of everything that these rules name, and no more. Whoever only asks or judges needs no categories:
 * they are compared as text, and a rule may wait for one to come.
 */
export async function readRuleNames(
  ctx: Context,
  rules: readonly Rule[],
  { withCategories = true }: { withCategories?: boolean } = {},
): Promise<RuleNames> {
  const named = rules
    .flatMap((rule) => conditionsOf(rule))
    .flatMap(({ condition }) => anyContract(condition).names(condition));
  const of = (kind: NamedKind) => [
    ...new Set(named.filter((each) => each.kind === kind).map(({ name }) => name)),
  ];
  const asks = (kind: NamedKind) => named.some((each) => each.kind === kind);
  const all = asks('customField') ? await readFields(ctx) : [];
  const ofCustomers = all.filter((field) => field.of === 'customer');
  const fields = ofCustomers.filter(({ archivedAt }) => archivedAt === null);
  const isOfPeople = fields.some(({ key, type }) => type === 'person' && of('customField').includes(key));
  const tags = await tagsMeantBy(ctx, of('tag'));
  const segments = await segmentNames(ctx, of('segment'));
  return namesOf({
    fields: new Map(fields.map((field) => [field.key, field])),
    archivedFields: new Map(
      ofCustomers.filter((field) => !fields.includes(field)).map(({ key, label }) => [key, label]),
    ),
    tags,
    sources: new Map(asks('source') ? (await storedSources(ctx)).map(({ id, name }) => [id, name]) : []),
    users: asks('user') || isOfPeople ? await ctx.userNames() : new Map(),
    teams: new Map(asks('team') ? (await ctx.teams()).map((team) => [team.id, team]) : []),
    products: await productNames(ctx, of('product')),
    categories: withCategories ? await knownCategories(ctx, of('category')) : new Set(),
    segments: segments.used,
    archivedSegments: segments.archived,
    grades: new Map(
      asks('grade') ? (await readGrades(ctx)).scheme.grades.map(({ key, name }) => [key, name]) : [],
    ),
  });
}

export interface Known {
  fields: ReadonlyMap<string, NamedField>;
  archivedFields?: ReadonlyMap<string, BothTexts>;
  tags: ReadonlyMap<string, { id: string; name: string }>;
  sources: ReadonlyMap<string, string>;
  users: ReadonlyMap<string, string>;
  teams: ReadonlyMap<string, KnownTeam>;
  products: ReadonlyMap<string, string>;
  categories: ReadonlySet<string>;
  segments?: ReadonlyMap<string, string>;
  archivedSegments?: ReadonlyMap<string, string>;
  grades?: ReadonlyMap<string, BothTexts>;
}

/** The same of what is known already. */
export function namesOf(known: Known): RuleNames {
  const { fields, tags, teams } = known;
  const found = (kind: NamedKind, name: string, language: 'en' | 'zh'): string | undefined => {
    switch (kind) {
      case 'customField':
        return fields.get(name)?.label[language];
      case 'choice':
        return choiceName(known, name, language);
      case 'grade':
        return known.grades?.get(name)?.[language];
      case 'tag':
        return tags.get(name)?.name;
      case 'team':
        return teams.get(name)?.name;
      case 'category':
        return known.categories.has(name) ? name : undefined;
      default:
        return known[`${kind}s`]?.get(name);
    }
  };
  const formerly = (kind: NamedKind, name: string, language: 'en' | 'zh') => {
    if (kind === 'customField') return known.archivedFields?.get(name)?.[language];
    return kind === 'segment' ? known.archivedSegments?.get(name) : undefined;
  };
  const belongs = (team: string | null, above: ReadonlySet<string>): boolean =>
    team !== null && (above.has(team) || belongs(teams.get(team)?.parentId ?? null, above));
  return {
    field(key) {
      const field = fields.get(key);
      if (!field) throw new Error(`No custom field ${key} is in use.`);
      return field;
    },
    meantTag: (id) => tags.get(id)?.id ?? id,
    teamsBelow(ids) {
      const above = new Set(ids);
      return [...new Set([...ids, ...[...teams.keys()].filter((id) => belongs(id, above))])];
    },
    teamAbove: (id) => teams.get(id)?.parentId ?? null,
    knows: (kind, name) => found(kind, name, 'en') !== undefined,
    isArchived: (kind, name) => formerly(kind, name, 'en') !== undefined,
    name: (kind, name, language = 'en') =>
      found(kind, name, language) ?? formerly(kind, name, language) ?? name,
  };
}

/** `<field>.<choice>`: what a value of a field of the organisation's own is called. */
function choiceName({ fields, users }: Known, name: string, language: 'en' | 'zh'): string | undefined {
  const [key = '', ...rest] = name.split('.');
  const value = rest.join('.');
  const field = fields.get(key);
  if (field?.type === 'person') return users.get(value);
  return field?.choices.find((choice) => choice.key === value)?.label[language];
}
