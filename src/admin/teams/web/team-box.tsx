import { Combobox } from '#platform/ui/combobox.tsx';
import type { Option } from '#platform/ui/select.tsx';
import { Select } from '#platform/ui/select.tsx';

interface TeamBoxProps {
  value: string;
  options: Option[];
  onChange: (id: string) => void;
  label?: string;
  disabled?: boolean;
}

/** Chooses a team: from a list, or by typing where there are many. */
export function TeamBox({ value, options, onChange, label, disabled }: TeamBoxProps) {
  if (options.length <= 12)
    return (
      <Select
        label={label}
        value={value}
        options={options}
        disabled={disabled}
        onChange={(next) => {
          if (next !== value) onChange(next);
        }}
      />
    );
  return (
    <Combobox
      label={label}
      value={options.find((option) => option.value === value) ?? null}
      options={options}
      disabled={disabled}
      onChange={(option) => {
        if (option && option.value !== value) onChange(option.value);
      }}
    />
  );
}
