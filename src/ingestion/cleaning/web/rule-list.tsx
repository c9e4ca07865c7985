import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { Checkbox } from '#platform/ui/choice.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import type { FieldKey } from '../../imports/reading/fields.contract.ts';
import type { ColumnCleaning, Mapping, PreviewColumn } from '../../imports/reading/reading.contract.ts';
import { fieldValue } from '../../imports/web/golden-names.ts';
import { isRuleOn, mappedAt, switchRule } from '../../imports/web/mapping-edits.ts';
import { BeforeAfter } from './before-after.tsx';
import { type RuleWords, useRules } from './use-rules.ts';

export interface RuleListProps {
  name: string;
  profile: PreviewColumn;
  looked: number;
  mapping: Mapping;
  onChange: (mapping: Mapping) => void;
}

/** The rules that may act on a column, those with something to do first; each can be switched off. */
export function RuleList({ name, profile, looked, mapping, onChange }: RuleListProps) {
  const { t } = useTranslation('ingestion');
  const { ruleOf } = useRules();
  const [all, setAll] = useState(false);
  const mapped = mappedAt(mapping, profile.column);
  const known = profile.cleaning!;
  if (!mapped || known.rules.length === 0) return null;
  const rules = known.rules.map(ruleOf);
  const done = (rule: RuleWords) => known.cleaning.find(({ code }) => code === rule.code);
  const switched = (rule: RuleWords) => isRuleOn(mapped, rule) !== rule.byDefault;
  const busy = rules
    .filter((rule) => done(rule) || switched(rule))
    .toSorted((one, other) => (done(other)?.rows ?? 0) - (done(one)?.rows ?? 0));
  const idle = rules.filter((rule) => !busy.includes(rule));
  const row = (rule: RuleWords) => (
    <RuleRow
      key={rule.code}
      rule={rule}
      done={done(rule)}
      looked={looked}
      field={mapped.field}
      on={isRuleOn(mapped, rule)}
      onSwitch={(on) => onChange(switchRule(mapping, profile.column, rule, on))}
    />
  );
  return (
    <section className="im-cleaning-part" aria-label={t('cleaning.rulesOf', { column: name })}>
      <h2>{t('cleaning.rules')}</h2>
      <ul className="im-rules">
        {busy.map(row)}
        {all ? idle.map(row) : null}
      </ul>
      {idle.length > 0 && !all ? (
        <Button size="small" tone="quiet" onClick={() => setAll(true)}>
          {t(busy.length > 0 ? 'cleaning.idleRules' : 'cleaning.allRules', { count: idle.length })}
        </Button>
      ) : null}
    </section>
  );
}

interface RuleRowProps {
  rule: RuleWords;
  done: ColumnCleaning['cleaning'][number] | undefined;
  looked: number;
  field: FieldKey;
  on: boolean;
  onSwitch: (on: boolean) => void;
}

function RuleRow({ rule, done, looked, field, on, onSwitch }: RuleRowProps) {
  const { t } = useTranslation('ingestion');
  const format = useFormat();
  return (
    <li>
      <div className="im-rule-head">
        <Checkbox
          checked={on}
          disabled={rule.always}
          onChange={onSwitch}
          note={
            rule.always ? `${rule.reason}${format.punctuation.between}${t('cleaning.always')}` : rule.reason
          }
        >
          {rule.title}
        </Checkbox>
        <span className="im-rule-rows">
          {done
            ? t('cleaning.rowsOf', {
                count: done.rows,
                rows: format.number(done.rows),
                looked: format.number(looked),
              })
            : t(on ? 'cleaning.noRows' : 'cleaning.off')}
        </span>
      </div>
      {done && on ? (
        <div className="im-rule-examples">
          {done.examples
            .map(({ before, after }) => ({ before, after: fieldValue(field, after, format.nameOf) }))
            .filter(({ before, after }) => before !== after)
            .slice(0, 3)
            .map(({ before, after }) => (
              <BeforeAfter key={before} before={before} after={after} />
            ))}
        </div>
      ) : null}
    </li>
  );
}
