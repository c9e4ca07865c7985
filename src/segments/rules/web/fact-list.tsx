import { useTranslation } from 'react-i18next';
import { useTextOfTold } from '#customers/public.web.ts';
import { Link } from '#platform/ui/link.tsx';
import { useFormat, useMay, useSession } from '#platform/ui/session.tsx';
import { type Fact, factText } from '../fact-text.contract.ts';
import type { LooseCondition } from './draft.ts';
import { useWords } from './rule-words.ts';

/** The facts that decided about a condition. */
export function FactList({ condition, because }: { condition: LooseCondition; because: readonly Fact[] }) {
  const textOf = useFactText();
  const may = useMay();
  const texts = because.map((fact) => ({ fact, text: textOf(fact, condition) }));
  const shown = texts.filter(({ text }) => text !== undefined);
  if (shown.length === 0) return null;
  return (
    <ul className="rb-facts">
      {shown.map(({ fact, text }, index) => {
        const opens = fact.fact === 'order' && fact.id !== undefined && may('commerce.read');
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: facts have no identity and keep their order
          <li key={index}>{opens ? <Link to={`/orders/${fact.id}`}>{text}</Link> : text}</li>
        );
      })}
    </ul>
  );
}

/** Writes a fact as a person reads it. */
function useFactText(): (fact: Fact, condition: LooseCondition) => string | undefined {
  const { t, i18n } = useTranslation('segments');
  const format = useFormat();
  const { currency } = useSession().organisation;
  const textOfTold = useTextOfTold();
  const { words } = useWords();
  return (fact, condition) =>
    factText(fact, condition, {
      text: (key, values = {}) =>
        i18n.exists(key, { ...values, ns: 'segments' }) ? t(key, values) : undefined,
      number: format.number,
      money: (amountMinor) => format.money({ amountMinor, currency }),
      day: format.date,
      time: format.dateTime,
      nameOf: format.nameOf,
      own: (key, value) => textOfTold(`field.${key}`, value) ?? value,
      grade: (key) => words?.grades.find((grade) => grade.key === key)?.name[format.language] ?? key,
    });
}
