import { Plus, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Menu } from '#platform/ui/menu.tsx';
import { useSession } from '#platform/ui/session.tsx';
import type { Of } from '../conditions/order-filters.contract.ts';
import { ComparedTokens } from './compared-tokens.tsx';
import type { LineProps } from './line-props.ts';
import { Sentence } from './sentence.tsx';
import { FoundValues } from './values-of.tsx';
import { WindowToken } from './window-token.tsx';

const worths: ReadonlySet<unknown> = new Set(['spend', 'average', 'largest']);

/** What somebody bought, returned or cancelled. */
export function OrdersLine({ condition, onChange, words, head, wrong }: LineProps) {
  const { t } = useTranslation('segments');
  const { currency } = useSession().organisation;
  const { measure, within } = condition;
  const of = (condition.of ?? {}) as Partial<Record<keyof Of, string[]>>;
  const setOf = (next: Partial<Record<keyof Of, string[]>>) => {
    const { of: _, ...rest } = condition;
    onChange(Object.keys(next).length === 0 ? (rest as typeof condition) : { ...condition, of: next });
  };
  const filters = (words.orders?.filters ?? []) as (keyof Of)[];
  const without = (key: keyof Of) =>
    Object.fromEntries(Object.entries(of).filter(([each]) => each !== key)) as typeof of;
  const more = filters.filter((key) => of[key] === undefined);
  const parts = {
    head,
    compared: (
      <ComparedTokens
        condition={condition}
        onChange={onChange}
        money={worths.has(measure) ? currency : undefined}
        decimals={measure === 'quantity' ? 3 : 0}
        negative={worths.has(measure)}
        unit={worths.has(measure) ? undefined : `builder.measureUnit.${measure}`}
      />
    ),
    when:
      words.orders?.windows === false || (String(measure).startsWith('daysSince') && !within) ? undefined : (
        <WindowToken
          ever
          value={within}
          onChange={(next) => {
            const { within: _, ...rest } = condition;
            onChange(
              next === undefined ? (rest as typeof condition) : { ...condition, within: next },
              'within',
            );
          }}
        />
      ),
    of: (
      <>
        {(Object.keys(of) as (keyof Of)[]).map((key) => (
          <span key={key} className="rb-part rb-filter">
            <span className="rb-word">{t(`builder.of.${key}`)}</span>
            <FoundValues
              of={`orders.${key}`}
              {...namedBy(key)}
              free={key !== 'products' && key !== 'sources'}
              label={t(`builder.of.${key}`)}
              values={of[key] ?? []}
              join={t('builder.or')}
              invalid={[...wrong].some((path) => path.startsWith(`of.${key}`))}
              onChange={(values) => setOf({ ...of, [key]: values })}
            />
            <button
              type="button"
              className="rb-filter-x"
              aria-label={t('builder.of.remove', { name: t(`builder.of.${key}`) })}
              onClick={() => setOf(without(key))}
            >
              <X size={12} aria-hidden />
            </button>
          </span>
        ))}
        {more.length > 0 ? (
          <Menu
            trigger={
              <button type="button" className="rb-narrow">
                <Plus size={14} aria-hidden />
                {t('builder.of.add')}
              </button>
            }
            entries={more.map((key) => ({
              key,
              label: t(`builder.of.${key}`),
              onSelect: () => setOf({ ...of, [key]: [] }),
            }))}
          />
        ) : null}
      </>
    ),
  };
  return <Sentence pattern={t('builder.line.orders')} parts={parts} />;
}

function namedBy(key: keyof Of): { named?: 'product' | 'source' } {
  if (key === 'products') return { named: 'product' };
  return key === 'sources' ? { named: 'source' } : {};
}
