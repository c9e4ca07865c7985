import { useFormat } from '#platform/ui/session.tsx';
import './moves-preview.css';

interface MovesPreviewProps {
  flows: readonly { from: string | null; to: string | null; customers: number }[];
  /** How many would move, in words. */
  text: string;
  nameOf: (key: string | null) => string;
  fresh: boolean;
}

/** How many would move, and from where to where, before anything is saved. */
export function MovesPreview({ flows, text, nameOf, fresh }: MovesPreviewProps) {
  const format = useFormat();
  return (
    <section className="mv-preview" aria-live="polite" aria-busy={!fresh}>
      <p>{text}</p>
      <ul>
        {flows
          .filter(({ from, to }) => from !== to)
          .map(({ from, to, customers }) => (
            <li key={`${from} ${to}`}>
              {nameOf(from)} → {nameOf(to)} <span className="pn-num">{format.number(customers)}</span>
            </li>
          ))}
      </ul>
    </section>
  );
}
