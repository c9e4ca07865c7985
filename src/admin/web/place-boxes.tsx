import { useMemo } from 'react';
import { Combobox } from '#platform/ui/combobox.tsx';
import { useFormat } from '#platform/ui/session.tsx';

interface BoxProps {
  value: string;
  onChange: (value: string) => void;
  label?: string;
}

/** An ISO currency, found by code or name. */
export function CurrencyBox({ value, onChange, label }: BoxProps) {
  const format = useFormat();
  const options = useMemo(
    () =>
      Intl.supportedValuesOf('currency').map((code) => ({
        value: code,
        label: `${code} · ${format.nameOf('currency', code)}`,
      })),
    [format],
  );
  return (
    <Combobox
      label={label}
      value={options.find((each) => each.value === value) ?? null}
      options={options}
      onChange={(chosen) => onChange(chosen?.value ?? '')}
    />
  );
}

/** An IANA time zone, found by place; its present distance from UTC stands beside it. */
export function TimeZoneBox({ value, onChange, label }: BoxProps) {
  const options = useMemo(() => {
    const zones = new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', value].filter(Boolean));
    return [...zones].map((zone) => ({
      value: zone,
      label: `${zone.replaceAll('_', ' ')} ${distance(zone)}`,
    }));
  }, [value]);
  return (
    <Combobox
      label={label}
      value={options.find((each) => each.value === value) ?? null}
      options={options}
      onChange={(chosen) => onChange(chosen?.value ?? '')}
    />
  );
}

function distance(zone: string): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' }).formatToParts();
  return parts.find((part) => part.type === 'timeZoneName')?.value.replace('GMT', 'UTC') ?? '';
}
