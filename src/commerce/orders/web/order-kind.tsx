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

/** An amount in its currency; what went back stands out. */
export function Amount({ money }: { money: Money | null }) {
  const format = useFormat();
  if (!money) return <span className="pn-faint">–</span>;
  const back = String(money.amountMinor).startsWith('-');
  return <span className={back ? 'pn-num or-back' : 'pn-num'}>{format.money(money)}</span>;
}
