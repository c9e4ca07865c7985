import type { Option } from '#platform/ui/select.tsx';
import { Select } from '#platform/ui/select.tsx';

export interface ChoiceTokenProps {
  label: string;
  value: unknown;
  options: Option[];
  onChange: (value: string) => void;
}

/** One of a few, as a word of the sentence. */
export function ChoiceToken({ label, value, options, onChange }: ChoiceTokenProps) {
  return (
    <span className="rb-choice">
      <Select
        quiet
        label={label}
        value={typeof value === 'string' ? value : null}
        options={options}
        onChange={onChange}
      />
    </span>
  );
}
