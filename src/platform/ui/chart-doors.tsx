import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import './chart-doors.css';
import { Link, type LinkTarget } from './link.tsx';

/** A bar that opens the customers behind it. */
export interface ChartDoor {
  /** Which of the series that are drawn, and where in it. */
  series: number;
  index: number;
  /** What it stands for, formatted: `5 March: 12 came`. */
  label: string;
  target: LinkTarget;
}

/** The bar beyond which there is none that way stays. */
const keys: Record<string, (at: number, last: number) => number> = {
  ArrowLeft: (at) => Math.max(at - 1, 0),
  ArrowRight: (at, last) => Math.min(at + 1, last),
  Home: () => 0,
  End: (_, last) => last,
};

/** The bars for the keyboard: one link, which the arrow keys lead from bar to bar; the last is where it begins. */
export function ChartDoors({
  doors,
  onReach,
}: {
  doors: readonly ChartDoor[];
  onReach: (door: ChartDoor | undefined) => void;
}) {
  const { t } = useTranslation('ui');
  const [chosen, setChosen] = useState<number>();
  const last = doors.length - 1;
  const at = Math.min(chosen ?? last, last);
  const door = doors[at];
  if (!door) return null;
  const move = (event: KeyboardEvent) => {
    const next = keys[event.key]?.(at, last);
    if (next === undefined) return;
    event.preventDefault();
    setChosen(next);
    onReach(doors[next]);
  };
  return (
    <Link
      bare
      className="pn-chart-door"
      {...door.target}
      onFocus={() => onReach(door)}
      onBlur={() => onReach(undefined)}
      onKeyDown={move}
    >
      <span aria-live="polite">{door.label}</span>
      <span className="pn-chart-door-keys">{t('chart.doorKeys')}</span>
    </Link>
  );
}
