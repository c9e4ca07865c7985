import { CircleSlash, ShoppingBag, Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Badge, Status } from '#platform/ui/badge.tsx';
import type { Money } from '#platform/ui/format.ts';
import { useFormat } from '#platform/ui/session.tsx';
import type { OrderKind } from '../orders.contract.ts';
import './orders.css';

export const kindIcons = { sale: ShoppingBag, return: Undo2, cancellation: CircleSlash };
export const kindTones = { sale: 'good', return: 'attention', cancellation: 'danger' } as const;

/** Sale, return or cancellation, as a badge or as the state in a row. */
export function KindBadge({ kind }: { kind: OrderKind }) {
  const { t } = useTranslation('commerce');
  return <Badge tone={kindTones[kind]}>{t(`kind.${kind}`)}</Badge>;
}

export function KindStatus({ kind }: { kind: OrderKind }) {
  const { t } = useTranslation('commerce');
  return <Status tone={kindTones[kind]}>{t(`kind.${kind}`)}</Status>;
}

interface AmountProps {
  money: { amountMinor: Money['amountMinor'] | null; currency: string } | null;
}

/** An amount in its currency; what went back stands out, and what is kept from the reader is a dash. */
export function Amount({ money }: AmountProps) {
  const format = useFormat();
  if (!money || money.amountMinor === null) return <span className="pn-faint">–</span>;
  const back = String(money.amountMinor).startsWith('-');
  return <span className={back ? 'pn-num or-back' : 'pn-num'}>{format.money(money)}</span>;
}
