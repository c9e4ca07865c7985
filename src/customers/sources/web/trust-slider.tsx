import { useEffect, useState } from 'react';
import { useFormat } from '#platform/ui/session.tsx';

interface TrustSliderProps {
  label: string;
  value: number;
  readOnly: boolean;
  /** Called when the pointer or the key is let go, not on the way. */
  onSave: (value: number) => Promise<void>;
}

/** Trust from 0 to 100, moved by pointer or arrow keys and saved once it stands still. */
export function TrustSlider({ label, value, readOnly, onSave }: TrustSliderProps) {
  const format = useFormat();
  const [draft, setDraft] = useState(value);
  useEffect(() => setDraft(value), [value]);
  const save = () => {
    if (draft !== value) void onSave(draft).finally(() => setDraft((now) => now));
  };
  return (
    <label className="so-trust">
      <span>{label}</span>
      <input
        type="range"
        min={0}
        max={100}
        step={5}
        value={draft}
        disabled={readOnly}
        onChange={(event) => setDraft(Number(event.target.value))}
        onPointerUp={save}
        onKeyUp={save}
        onBlur={save}
      />
      <output className="pn-num">{format.number(draft)}</output>
    </label>
  );
}
