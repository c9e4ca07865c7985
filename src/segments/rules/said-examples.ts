import { givenScheme } from '../grades/given-scheme.contract.ts';
import { type ConditionType, conditionTypes, contractOf } from './conditions/conditions.contract.ts';
import { type NamedField, namesOf } from './rule-names.ts';
import { groupExamples, type Rule } from './rule-tree.contract.ts';
import { sentenceOf } from './say.ts';

/** A rule with what it means. */
export interface SaidExample {
  rule: Rule;
  sentence: { en: string; zh: string };
}

const ownField = (field: Partial<NamedField> & Pick<NamedField, 'type' | 'label'>): NamedField => ({
  ...{ id: '1', currency: null, choices: [] },
  ...field,
});

/** What the ids and keys in examples stand for, as if an organisation had made it. */
export const standInNames = namesOf({
  fields: new Map([
    [
      'level',
      ownField({
        type: 'choice',
        label: { en: 'membership', zh: '会员等级' },
        choices: [
          { key: 'gold', label: { en: 'gold', zh: '金卡' } },
          { key: 'silver', label: { en: 'silver', zh: '银卡' } },
        ],
      }),
    ],
    ['fee', ownField({ type: 'money', label: { en: 'annual fee', zh: '年费' }, currency: 'CNY' })],
    ['since', ownField({ type: 'date', label: { en: 'first day of membership', zh: '入会日期' } })],
  ]),
  tags: new Map([
    ['1', { id: '1', name: 'VIP' }],
    ['2', { id: '2', name: '老客户' }],
  ]),
  sources: new Map([
    ['1', '天猫'],
    ['2', '门店'],
  ]),
  users: new Map([['1', '林梅']]),
  teams: new Map([['1', { id: '1', parentId: null, name: '华东' }]]),
  products: new Map(),
  categories: new Set(['茶']),
  segments: new Map([
    ['1', '高价值客户'],
    ['2', '沉睡客户'],
  ]),
  grades: new Map(givenScheme.grades.map(({ key, name }) => [key, name])),
});

/** How conditions go together, with examples. */
export function saidGroups(): SaidExample[] {
  return groupExamples.map(said);
}

/** Every type of condition with its examples, in the order in which a builder offers them. */
export function saidConditions(): { type: ConditionType; examples: SaidExample[] }[] {
  return conditionTypes.map((type) => ({ type, examples: contractOf(type).examples.map(said) }));
}

function said(rule: Rule): SaidExample {
  return { rule, sentence: sentenceOf(rule, standInNames, 'CNY') };
}
