import { useEffect, useRef, useState } from 'react';
import { useFormat } from '#platform/ui/session.tsx';

interface TrustSliderProps {
  label: string;
  value: number;
  readOnly: boolean;
  /** Called once the slider stands still, not on the way; false = it was not saved. */
  onSave: (value: number) => Promise<boolean>;
}

/** Keys move it in small steps, one after the other. */
const keysStandStillMs = 500;

/** Trust from 0 to 100, moved by pointer or arrow keys and saved once it stands still. */
export function TrustSlider({ label, value, readOnly, onSave }: TrustSliderProps) {
  const format = useFormat();
  const [draft, setDraft] = useState(value);
  const sent = useRef(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    sent.current = value;
    setDraft(value);
  }, [value]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const save = async () => {
    clearTimeout(timer.current);
    if (draft === sent.current) return;
    sent.current = draft;
    if (await onSave(draft)) return;
    sent.current = value;
    setDraft(value);
  };
  const saveSoon = () => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void save(), keysStandStillMs);
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
        onPointerUp={() => void save()}
        onKeyDown={() => clearTimeout(timer.current)}
        onKeyUp={saveSoon}
        onBlur={() => void save()}
      />
      <output className="pn-num">{format.number(draft)}</output>
    </label>
  );
}
