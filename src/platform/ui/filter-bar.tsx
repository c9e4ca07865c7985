import type { TFunction } from 'i18next';
import { ListFilter } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import { Chip } from './chip.tsx';
import type { FilterDefinition, FilterValues } from './filter.ts';
import { FilterEditor } from './filter-editor.tsx';
import type { Format } from './format.ts';
import { Menu } from './menu.tsx';
import { periodOf } from './period.ts';
import { Popover } from './popover.tsx';
import { useFormat } from './session.tsx';

export interface FilterBarProps {
  filters: FilterDefinition[];
  values: FilterValues;
  onChange: (change: FilterValues) => void;
}

/** Filters as chips in words, and a button that adds one. */
export function FilterBar({ filters, values, onChange }: FilterBarProps) {
  const { t } = useTranslation('ui');
  const [added, setAdded] = useState<string | null>(null);
  const shown = filters.filter((filter) => values[filter.key] || filter.key === added);
  const rest = filters.filter((filter) => !shown.includes(filter));
  const troubles = shown.flatMap(({ kind, key, label }) => {
    const { trouble } = periodOf(kind === 'dates' ? values[key] : undefined);
    return trouble ? [{ key, text: t(`filter.${trouble}`, { label }) }] : [];
  });
  return (
    <div className="pn-filters" role="group" aria-label={t('filter.label')}>
      {shown.map((filter) => (
        <FilterChip
          key={filter.key}
          filter={filter}
          value={values[filter.key]}
          openAtOnce={filter.key === added}
          onClose={() => setAdded(null)}
          onChange={(value) => onChange({ [filter.key]: value })}
        />
      ))}
      {rest.length > 0 ? (
        <Menu
          trigger={
            <Button tone="quiet" size="small" icon={ListFilter}>
              {t('filter.add')}
            </Button>
          }
          entries={rest.map(({ key, label }) => ({ key, label, onSelect: () => setAdded(key) }))}
        />
      ) : null}
      {shown.length > 1 ? (
        <Button
          tone="quiet"
          size="small"
          onClick={() => onChange(Object.fromEntries(shown.map((filter) => [filter.key, undefined])))}
        >
          {t('filter.clear')}
        </Button>
      ) : null}
      {troubles.map(({ key, text }) => (
        <p key={key} className="pn-filters-trouble" role="status">
          {text}
        </p>
      ))}
    </div>
  );
}

interface FilterChipProps {
  filter: FilterDefinition;
  value: string | undefined;
  openAtOnce: boolean;
  onClose: () => void;
  onChange: (value: string | undefined) => void;
}

function FilterChip({ filter, value, openAtOnce, onClose, onChange }: FilterChipProps) {
  const { t } = useTranslation('ui');
  const format = useFormat();
  const [open, setOpen] = useState(openAtOnce);
  const change = (next: boolean) => {
    setOpen(next);
    if (!next) onClose();
  };
  const [lead, words] = value ? wordsOf(filter, value, format, t) : [filter.label, t('filter.choose')];
  return (
    <Popover
      open={open}
      onOpenChange={change}
      label={filter.label}
      trigger={<Chip lead={lead} words={words} onRemove={value ? () => onChange(undefined) : undefined} />}
    >
      <FilterEditor
        filter={filter}
        value={value ?? ''}
        onChange={(next) => onChange(next || undefined)}
        onDone={() => change(false)}
      />
    </Popover>
  );
}

/** The filter in words: what stands before, and the part that counts. */
function wordsOf(
  filter: FilterDefinition,
  value: string,
  format: Format,
  t: TFunction<'ui'>,
): [string, string] {
  const { label } = filter;
  if (filter.kind === 'text') return [t('filter.contains', { label }), value];
  if (filter.kind === 'search') return [t('filter.is', { label }), filter.chosen?.label ?? '…'];
  if (filter.kind === 'choice') {
    const names = (filter.several ? value.split(',') : [value]).map(
      (each) => filter.options.find((option) => option.value === each)?.label ?? each,
    );
    const words =
      names.length > 3 ? t('filter.several', { count: String(names.length) }) : names.join(t('filter.or'));
    return [filter.lead ?? t('filter.is', { label }), words];
  }
  if (filter.kind === 'dates' && periodOf(value).trouble) return [label, value];
  const write = (end: string) =>
    filter.kind === 'dates'
      ? end.includes('T')
        ? format.dateTime(end)
        : format.date(end)
      : `${format.number(end)}${filter.unit ? ` ${filter.unit}` : ''}`;
  const [from = '', to = ''] = value.split('..');
  if (from && to) return [label, `${write(from)}${format.punctuation.to}${write(to)}`];
  const side = from ? 'from' : 'to';
  return [t(`filter.${filter.kind}_${side}`, { label }), write(from || to)];
}
