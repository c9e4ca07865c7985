import { useFormat } from './session.tsx';

export interface TimeProps {
  /** ISO time with offset, or a day `2026-03-05`. */
  value: string | null | undefined;
  /** `ago`: relative up to a week; `date`; `dateTime`. */
  as?: 'ago' | 'date' | 'dateTime';
}

/** A time as people write it; the exact one shows on hover and is what machines read. */
export function Time({ value, as = 'ago' }: TimeProps) {
  const format = useFormat();
  if (!value) return <span className="pn-faint pn-none">–</span>;
  const exact =
    value.length === 10 ? format.date(value, true) : `${format.dateTime(value)} · ${format.timeZone}`;
  return (
    <time dateTime={value} title={exact}>
      {format[as](value)}
    </time>
  );
}
