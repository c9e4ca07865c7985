import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#platform/ui/session.tsx';
import { ruleFieldKeys } from '../conditions/rule-fields.contract.ts';
import { ActivitiesLine, SequenceLine } from './activity-lines.tsx';
import { AgeLine, BirthdayLine } from './birthday-line.tsx';
import type { LooseCondition } from './draft.ts';
import { CustomFieldLine, FieldLine } from './field-line.tsx';
import { GradeLine } from './grade-line.tsx';
import type { LineProps } from './line-props.ts';
import { askedAnew } from './new-condition.ts';
import { OrdersLine } from './orders-line.tsx';
import { RfmLine } from './rfm-line.tsx';
import { ruleWords, wordOf } from './rule-words.ts';
import { OwnerLine, SegmentLine, SourceLine, TagLine, TeamLine } from './set-lines.tsx';
import { StageLine } from './stage-line.tsx';
import { WordPicker } from './word-picker.tsx';
import './line.css';

const lines: Record<LooseCondition['type'], (props: LineProps) => React.ReactNode> = {
  field: FieldLine,
  customField: CustomFieldLine,
  age: AgeLine,
  birthday: BirthdayLine,
  tag: TagLine,
  owner: OwnerLine,
  team: TeamLine,
  source: SourceLine,
  orders: OrdersLine,
  activities: ActivitiesLine,
  sequence: SequenceLine,
  rfm: RfmLine,
  stage: StageLine,
  grade: GradeLine,
  segment: SegmentLine,
};

/** What the words do not tell: a field of customers is there for all, and so kept from whoever does not find it. */
function goneText({ type, field }: LooseCondition, t: TFunction<'segments'>): string {
  if (type === 'customField') return t('builder.gone.customField');
  const isKnown = type === 'field' && ruleFieldKeys.some((key) => key === field);
  return isKnown ? t('builder.gone.field', { field: t(`rules.field.${field}`) }) : t('builder.gone.any');
}

/** A condition as a sentence whose parts are controls. */
export function ConditionLine(props: Omit<LineProps, 'head'>) {
  const { condition, onChange, words } = props;
  const { t } = useTranslation('segments');
  const word = wordOf(ruleWords(words), condition);
  const { language } = useFormat();
  const name = typeof word?.label === 'object' ? word.label[language] : word && t(word.label, { count: 2 });
  const Line = lines[condition.type];
  const head = (
    <WordPicker
      words={words}
      onPick={({ type, asked }) => onChange(askedAnew(condition, type, asked))}
      trigger={<button type="button" className="rb-head" aria-label={t('builder.head', { name })} />}
    >
      {name ?? goneText(condition, t)}
    </WordPicker>
  );
  return <Line {...props} head={head} />;
}
