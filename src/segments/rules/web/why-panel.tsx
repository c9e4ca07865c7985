import { useTranslation } from 'react-i18next';
import { CustomerLink, customerOptions } from '#customers/public.web.ts';
import { Combobox } from '#platform/ui/combobox.tsx';
import { Field } from '#platform/ui/field.tsx';
import { problemText } from '#platform/ui/problem.ts';
import type { Option } from '#platform/ui/select.tsx';
import { Skeleton } from '#platform/ui/skeleton.tsx';
import type { JudgedNode } from './verdicts.ts';

interface WhyProps {
  customer: Option | null;
  onChoose: (customer: Option | null) => void;
  /** Of this customer by the rule as it is now. */
  verdict: { holds: boolean; nodes: JudgedNode[] } | undefined;
  asking: boolean;
  error: unknown;
  empty: boolean;
  /** Nothing leads to other pages. */
  staysHere: boolean;
}

/** Why somebody is meant or not: the rule with a sign at everything it says. */
export function WhyPanel({ customer, onChoose, verdict, asking, error, empty, staysHere }: WhyProps) {
  const { t } = useTranslation('segments');
  return (
    <div className="rb-why">
      <Field label={t('why.choose')}>
        <Combobox value={customer} onChange={onChoose} search={customerOptions} placeholder={t('why.find')} />
      </Field>
      {customer === null ? <p className="rb-note">{t('why.hint')}</p> : null}
      {customer && empty ? <p className="rb-note">{t('answer.empty')}</p> : null}
      {customer && asking ? <Skeleton width="60%" height={20} /> : null}
      {customer && error ? <p className="rb-problem">{problemText(error)}</p> : null}
      {customer && verdict ? (
        <>
          <p className="rb-verdict" data-holds={verdict.holds} aria-live="polite">
            {staysHere ? (
              <span>{customer.label}</span>
            ) : (
              <CustomerLink customerId={customer.value} plain>
                {customer.label}
              </CustomerLink>
            )}
            <span>{t(verdict.holds ? 'why.isMeant' : 'why.isNotMeant')}</span>
          </p>
          <p className="rb-note">{t('why.marked')}</p>
        </>
      ) : null}
    </div>
  );
}
