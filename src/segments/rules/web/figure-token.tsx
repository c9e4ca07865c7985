import { type CSSProperties, useState } from 'react';
import { NumberField } from '#platform/ui/field.tsx';
import { majorOf } from '#platform/ui/format.ts';
import { minorOf } from '#platform/ui/minor-of.ts';
import { useSession } from '#platform/ui/session.tsx';

export interface FigureTokenProps {
  label: string;
  value: unknown;
  onChange: (value: number | undefined) => void;
  decimals?: number;
  negative?: boolean;
  unit?: string;
  invalid?: boolean;
}

/** A number within a sentence, as wide as it is long. */
export function FigureToken({
  label,
  value,
  onChange,
  decimals = 0,
  negative,
  unit,
  invalid,
}: FigureTokenProps) {
  const known = typeof value === 'number' ? String(value) : '';
  // While somebody types `1.` or `-` the text says more than the number.
  const [typed, setTyped] = useState({ text: known, of: known });
  const text = typed.of === known ? typed.text : known;
  const change = (next: string) => {
    const number = next === '' || Number.isNaN(Number(next)) ? undefined : Number(next);
    setTyped({ text: next, of: number === undefined ? '' : String(number) });
    onChange(number);
  };
  return (
    <span className="rb-figure" data-invalid={invalid || undefined}>
      <NumberField
        aria-label={label}
        aria-invalid={invalid || undefined}
        decimals={decimals}
        negative={negative}
        value={text}
        onChange={change}
        style={{ '--figure-width': `calc(${Math.max(text.length, 2)}ch + 18px)` } as CSSProperties}
      />
      {unit ? <span className="rb-word">{unit}</span> : null}
    </span>
  );
}

interface MoneyTokenProps extends Omit<FigureTokenProps, 'decimals' | 'unit'> {
  currency: string;
}

/** An amount, typed in the major unit of its currency and kept in the minor one. */
export function MoneyToken({ currency, value, onChange, ...rest }: MoneyTokenProps) {
  const own = useSession().organisation.currency;
  const decimals = majorOf({ amountMinor: 0, currency }).split('.')[1]?.length ?? 0;
  const major = typeof value === 'number' ? Number(majorOf({ amountMinor: value, currency })) : undefined;
  // Of two currencies that share a sign one has to say whose it is.
  const currencyDisplay = currency === own ? 'narrowSymbol' : 'symbol';
  const symbol = new Intl.NumberFormat('en', { style: 'currency', currency, currencyDisplay })
    .formatToParts(0)
    .find(({ type }) => type === 'currency')?.value;
  return (
    <span className="rb-figure">
      <span className="rb-word">{symbol}</span>
      <FigureToken
        {...rest}
        decimals={decimals}
        value={major}
        onChange={(next) => {
          const minor = next === undefined ? undefined : minorOf(String(next), currency);
          onChange(minor === undefined ? undefined : Number(minor));
        }}
      />
    </span>
  );
}
