import { Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, IconButton } from '#platform/ui/button.tsx';
import { Checkbox } from '#platform/ui/choice.tsx';
import { Input } from '#platform/ui/field.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import type { Mapping, PreviewColumn } from '../../imports/reading/reading.contract.ts';
import { fixValues, mappedAt } from '../../imports/web/mapping-edits.ts';
import { BeforeAfter } from './before-after.tsx';
import { rowsOf, type ShownValue, shownValues } from './fixed-values.ts';

export interface ValueListProps {
  name: string;
  profile: PreviewColumn;
  mapping: Mapping;
  onChange: (mapping: Mapping) => void;
}

const shownAtFirst = 8;

/** The most frequent values of a column. Those that mean the same are chosen and written in one way, in all rows. */
export function ValueList({ name, profile, mapping, onChange }: ValueListProps) {
  const { t } = useTranslation('ingestion');
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [all, setAll] = useState(false);
  const fixes = mappedAt(mapping, profile.column)?.fixes ?? [];
  const values = shownValues(profile.values, fixes);
  const shown = all ? values : values.filter(({ value }, index) => index < shownAtFirst || value === '');
  const choose = (value: string, on: boolean) =>
    setChosen(on ? [...chosen, value] : chosen.filter((each) => each !== value));
  const write = (to: string | null, of: readonly string[]) => {
    onChange(fixValues(mapping, profile.column, [...of], to));
    setChosen([]);
  };
  return (
    <section className="im-cleaning-part" aria-label={t('cleaning.valuesOf', { column: name })}>
      <h2>{t('cleaning.values')}</h2>
      <p className="im-cleaning-note">{t('cleaning.valuesNote')}</p>
      <ul className="im-values">
        {shown.map((each) => (
          <ValueRow
            key={each.value}
            each={each}
            chosen={chosen.includes(each.value)}
            onChoose={(on) => choose(each.value, on)}
            onTakeBack={() => write(null, [each.value])}
          />
        ))}
      </ul>
      {values.length > shown.length ? (
        <Button size="small" tone="quiet" onClick={() => setAll(true)}>
          {t('cleaning.moreValues', { count: values.length - shown.length })}
        </Button>
      ) : null}
      {chosen.length > 0 ? (
        <WriteAs
          key={chosen[0]}
          chosen={chosen}
          rows={rowsOf(values, chosen)}
          onWrite={(to) => write(to, chosen)}
        />
      ) : null}
    </section>
  );
}

interface ValueRowProps {
  each: ShownValue;
  chosen: boolean;
  onChoose: (on: boolean) => void;
  onTakeBack: () => void;
}

function ValueRow({ each, chosen, onChoose, onTakeBack }: ValueRowProps) {
  const { t } = useTranslation('ingestion');
  const format = useFormat();
  const rows =
    each.rows === null ? null : t('cleaning.rows', { count: each.rows, shown: format.number(each.rows) });
  return (
    <li>
      {each.fixedTo === null ? (
        <Checkbox checked={chosen} onChange={onChoose}>
          {each.value === '' ? <span className="pn-faint">{t('cleaning.blankCells')}</span> : each.value}
        </Checkbox>
      ) : (
        <BeforeAfter before={each.value} after={each.fixedTo} />
      )}
      <span className="im-rule-rows">{rows}</span>
      {each.fixedTo === null ? null : (
        <IconButton
          size="small"
          icon={Undo2}
          label={t('cleaning.takeBack', { value: each.value || t('cleaning.blankCells') })}
          onClick={onTakeBack}
        />
      )}
    </li>
  );
}

interface WriteAsProps {
  chosen: readonly string[];
  rows: number;
  onWrite: (to: string) => void;
}

function WriteAs({ chosen, rows, onWrite }: WriteAsProps) {
  const { t } = useTranslation('ingestion');
  const format = useFormat();
  const [text, setText] = useState(chosen.find((value) => value !== '') ?? '');
  const wanted = text.trim();
  const onlyBlank = chosen.every((value) => value === '');
  const words = onlyBlank ? 'cleaning.fillBlank' : 'cleaning.writeChosen';
  return (
    <form
      className="im-write-as"
      onSubmit={(event) => {
        event.preventDefault();
        onWrite(wanted);
      }}
    >
      <div>
        <span>{t(words, { count: onlyBlank ? rows : chosen.length, rows: format.number(rows) })}</span>
        <Input value={text} maxLength={500} onChange={setText} aria-label={t('cleaning.writeAs')} />
      </div>
      <Button type="submit" size="small" disabled={onlyBlank && wanted === ''}>
        {t(onlyBlank ? 'cleaning.fill' : wanted === '' ? 'cleaning.empty' : 'cleaning.write')}
      </Button>
    </form>
  );
}
