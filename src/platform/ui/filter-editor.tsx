import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import { Checkbox } from './choice.tsx';
import { Combobox } from './combobox.tsx';
import { Input, NumberField } from './field.tsx';
import type { FilterDefinition } from './filter.ts';

interface FilterEditorProps {
  filter: FilterDefinition;
  value: string;
  onChange: (value: string) => void;
  onDone: () => void;
}

/** The small sheet of one filter. Choices work at once, typed ends when sent. */
export function FilterEditor(props: FilterEditorProps) {
  if (props.filter.kind === 'choice') return <ChoiceEditor {...props} filter={props.filter} />;
  if (props.filter.kind === 'search') {
    const { label, search, chosen } = props.filter;
    return (
      <div className="pn-filter-editor">
        <Combobox
          autoFocus
          openAtOnce
          label={label}
          value={chosen ?? null}
          search={search}
          onChange={(option) => {
            props.onChange(option?.value ?? '');
            props.onDone();
          }}
        />
      </div>
    );
  }
  return <TypedEditor {...props} />;
}

function ChoiceEditor({
  filter,
  value,
  onChange,
  onDone,
}: FilterEditorProps & { filter: FilterDefinition & { kind: 'choice' } }) {
  const { t } = useTranslation('ui');
  const [text, setText] = useState('');
  const chosen = value ? (filter.several ? value.split(',') : [value]) : [];
  const found = filter.options.filter((option) => option.label.toLowerCase().includes(text.toLowerCase()));
  const pick = (each: string, on: boolean) => {
    if (filter.several)
      onChange(on ? [...chosen, each].join(',') : chosen.filter((one) => one !== each).join(','));
    else {
      onChange(on ? each : '');
      onDone();
    }
  };
  return (
    <div className="pn-filter-editor">
      {filter.options.length > 8 ? (
        <Input
          type="search"
          aria-label={filter.label}
          placeholder={t('filter.find')}
          value={text}
          onChange={setText}
        />
      ) : null}
      <div className="pn-filter-choices">
        {found.map((option) => (
          <Checkbox
            key={option.value}
            checked={chosen.includes(option.value)}
            onChange={(on) => pick(option.value, on)}
            note={option.note}
          >
            {option.label}
          </Checkbox>
        ))}
        {found.length === 0 ? <span className="pn-soft">{t('combobox.none')}</span> : null}
      </div>
    </div>
  );
}

function TypedEditor({ filter, value, onChange, onDone }: FilterEditorProps) {
  const { t } = useTranslation('ui');
  const [draft, setDraft] = useState(value);
  const [from = '', to = ''] = draft.split('..');
  const setEnds = (one: string, other: string) => setDraft(one || other ? `${one}..${other}` : '');
  return (
    <form
      className="pn-filter-editor"
      onSubmit={(event) => {
        event.preventDefault();
        onChange(draft.trim());
        onDone();
      }}
    >
      {filter.kind === 'text' ? (
        <Input
          aria-label={filter.label}
          placeholder={filter.placeholder}
          value={draft}
          onChange={setDraft}
          autoFocus
        />
      ) : null}
      {filter.kind === 'range' ? (
        <div className="pn-filter-range">
          <NumberField
            aria-label={t('filter.from')}
            placeholder={t('filter.from')}
            decimals={2}
            negative
            value={from}
            onChange={(next) => setEnds(next, to)}
            autoFocus
          />
          <span className="pn-faint">–</span>
          <NumberField
            aria-label={t('filter.to')}
            placeholder={t('filter.to')}
            decimals={2}
            negative
            value={to}
            onChange={(next) => setEnds(from, next)}
          />
          {filter.unit ? <span className="pn-soft">{filter.unit}</span> : null}
        </div>
      ) : null}
      {filter.kind === 'dates' ? (
        <div className="pn-filter-range">
          <Input
            type="date"
            aria-label={t('filter.from')}
            value={from.slice(0, 'yyyy-mm-dd'.length)}
            onChange={(next) => setEnds(next, to)}
          />
          <span className="pn-faint">–</span>
          <Input
            type="date"
            aria-label={t('filter.to')}
            value={to}
            onChange={(next) => setEnds(from, next)}
          />
        </div>
      ) : null}
      <Button type="submit" tone="main" size="small">
        {t('filter.apply')}
      </Button>
    </form>
  );
}
