import { Figure } from '#platform/ui/figure.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import type { Rule } from '../../rules/rule-tree.contract.ts';
import { mostMeant } from '../../rules/rules.contract.ts';
import { customersMeant } from '../../rules/web/customers-meant.ts';

interface InNoneProps {
  overview: { customers: number };
  counts: readonly { customers: number }[];
  label: string;
  note: string;
  /** Whom it counts. */
  rule: Rule;
}

/** Those whom no stage, or no grade, counts: all figures together are everybody. */
export function InNone({ overview, counts, label, note, rule }: InNoneProps) {
  const format = useFormat();
  const none = overview.customers - counts.reduce((total, { customers }) => total + customers, 0);
  if (none <= 0) return null;
  return (
    <Figure
      size="small"
      label={label}
      value={format.number(none)}
      note={`${format.percent(none / overview.customers)} · ${note}`}
      {...(none <= mostMeant ? customersMeant(rule) : {})}
    />
  );
}
