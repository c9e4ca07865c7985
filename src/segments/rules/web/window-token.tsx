import { useTranslation } from 'react-i18next';
import { Input } from '#platform/ui/field.tsx';
import { ChoiceToken } from './choice-token.tsx';
import { FigureToken } from './figure-token.tsx';
import { Sentence } from './sentence.tsx';

const kinds = ['ever', 'days', 'daysAgo', 'fromTo', 'nextDays'] as const;
type Kind = (typeof kinds)[number];
type Loose = Record<string, unknown> | undefined;

const starts: Record<Kind, Loose> = {
  ever: undefined,
  days: { days: 30 },
  nextDays: { nextDays: 30 },
  daysAgo: { daysAgo: { from: 90, to: 30 } },
  fromTo: {},
};

export interface WindowTokenProps {
  value: unknown;
  onChange: (value: Loose) => void;
  /** It may also be left open. */
  ever?: boolean;
  /** It may lie in the future. */
  ahead?: boolean;
}

/** When something happened, or happens. */
export function WindowToken({ value, onChange, ever, ahead }: WindowTokenProps) {
  const { t } = useTranslation('segments');
  const window = value as Loose;
  const kind = kindOf(window);
  const offered = kinds.filter((each) => (each !== 'ever' || ever) && (each !== 'nextDays' || ahead));
  const ago = (window?.daysAgo ?? {}) as { from?: number; to?: number };
  const days = (key: 'days' | 'nextDays') => (
    <FigureToken
      label={t('builder.window.count')}
      value={window?.[key]}
      onChange={(count) => onChange({ [key]: count })}
      invalid={typeof window?.[key] !== 'number' || (window[key] as number) < 1}
    />
  );
  const { from, to } = (window ?? {}) as { from?: string; to?: string };
  const endsFirst = from !== undefined && to !== undefined && to < from;
  const day = (key: 'from' | 'to') => (
    <Input
      type="date"
      aria-invalid={endsFirst || undefined}
      className="rb-day"
      min="1900-01-01"
      max="2200-12-31"
      aria-label={t(`builder.window.${key}Day`)}
      value={(window?.[key] as string | undefined) ?? ''}
      onChange={(next) => onChange({ ...window, [key]: next || undefined })}
    />
  );
  const end = (key: 'from' | 'to') => (
    <FigureToken
      label={t(`builder.window.${key}Ago`)}
      value={ago[key]}
      onChange={(count) => onChange({ daysAgo: { ...ago, [key]: count } })}
      invalid={ago[key] === undefined || (ago.from ?? 0) < (ago.to ?? 0)}
    />
  );
  const count = Number(window?.days ?? window?.nextDays ?? 0);
  const parts = {
    kind: (
      <ChoiceToken
        label={t('builder.window.label')}
        value={kind}
        options={offered.map((each) => ({ value: each, label: t(`builder.window.kind.${each}`) }))}
        onChange={(next) => onChange(starts[next as Kind])}
      />
    ),
    days: kind === 'days' || kind === 'nextDays' ? days(kind) : undefined,
    from: kind === 'daysAgo' ? end('from') : kind === 'fromTo' ? day('from') : undefined,
    to: kind === 'daysAgo' ? end('to') : kind === 'fromTo' ? day('to') : undefined,
  };
  return (
    <span className="rb-part">
      <Sentence pattern={t(`builder.window.line.${kind}`, { count })} parts={parts} />
    </span>
  );
}

function kindOf(window: Loose): Kind {
  if (window === undefined) return 'ever';
  return kinds.find((kind) => Object.hasOwn(window, kind)) ?? 'fromTo';
}
