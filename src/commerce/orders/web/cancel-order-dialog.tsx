import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { totalsEndpoints } from '#customers/public.web.ts';
import { Button } from '#platform/ui/button.tsx';
import { RadioCards } from '#platform/ui/choice.tsx';
import { Dialog } from '#platform/ui/dialog.tsx';
import { useEndpoint, useSend } from '#platform/ui/endpoint-hooks.ts';
import { NumberField } from '#platform/ui/field.tsx';
import { useGo } from '#platform/ui/link.tsx';
import { problemText } from '#platform/ui/problem.ts';
import { useFormat } from '#platform/ui/session.tsx';
import { SkeletonLines } from '#platform/ui/skeleton.tsx';
import { toast } from '#platform/ui/toast.tsx';
import { type Order, type OrderLine, ordersContract } from '../orders.contract.ts';
import { lineAmountMinor } from './line-amount.ts';
import { LineName } from './order-lines.tsx';

const endpoints = ordersContract.endpoints;
const { cancel, lines, get, list, count, summary } = endpoints;

type Undoing = 'cancellation' | 'return';

/** Undoes a sale in whole or in part; says beforehand what will be written. */
export function CancelOrderDialog({ order, onClose }: { order: Order; onClose: () => void }) {
  const { t } = useTranslation('commerce');
  const go = useGo();
  const [kind, setKind] = useState<Undoing>('cancellation');
  const [part, setPart] = useState<'all' | 'some'>('all');
  const [typed, setTyped] = useState<Record<string, string>>({});
  const all = useEndpoint(lines, { id: order.id, limit: 200 });
  const { send, sending, error } = useSend(cancel, {
    refreshes: [
      ...[get, lines, list, count, summary, endpoints.ofCustomer, endpoints.totalsOfCustomer],
      ...totalsEndpoints,
    ],
  });
  const open = (all.data?.items ?? []).filter((line) => Number(line.quantityLeft) > 0);
  const quantityOf = (line: OrderLine) =>
    part === 'all' ? line.quantityLeft : (typed[keyOf(line)] ?? line.quantityLeft);
  const chosen = open.filter((line) => Number(quantityOf(line)) > 0);
  const complete = all.data?.next === null;
  const tooMany = open.some((line) => Number(quantityOf(line)) > Number(line.quantityLeft));
  const amount = chosen.reduce(
    (sum, line) => sum - (lineAmountMinor(quantityOf(line), line.unitPrice ?? '', order.currency) ?? 0n),
    0n,
  );
  const submit = async () => {
    if (tooMany || chosen.length === 0) return;
    const written = await send({
      id: order.id,
      kind,
      lines:
        part === 'all'
          ? undefined
          : chosen.map((line) => ({
              productId: line.productId,
              occurrence: line.occurrence,
              quantity: quantityOf(line),
            })),
    }).catch(() => undefined);
    if (!written) return;
    onClose();
    toast({
      title: t(`cancel.${part === 'all' ? 'done' : 'donePart'}.${kind}`, { number: order.number }),
      note: t('cancel.doneNote', { number: written.number }),
      action: { label: t('cancel.show'), run: () => go(`/orders/${written.id}`) },
    });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      size={part === 'some' ? 'wide' : 'normal'}
      title={t('cancel.title', { number: order.number })}
      onSubmit={submit}
      footer={
        <>
          {error ? (
            <span className="or-problem" role="alert">
              {problemText(error)}
            </span>
          ) : null}
          <Button onClick={onClose}>{t('cancel.keep')}</Button>
          <Button type="submit" tone="danger" busy={sending} disabled={chosen.length === 0 || tooMany}>
            {t(`cancel.do.${kind}`)}
          </Button>
        </>
      }
    >
      <div className="or-form">
        <RadioCards
          label={t('cancel.kind')}
          value={kind}
          onChange={(next) => setKind(next as Undoing)}
          options={[
            { value: 'cancellation', title: t('kind.cancellation'), note: t('cancel.cancellationNote') },
            { value: 'return', title: t('kind.return'), note: t('cancel.returnNote') },
          ]}
        />
        {complete ? (
          <RadioCards
            label={t('cancel.part')}
            value={part}
            onChange={(next) => setPart(next as 'all' | 'some')}
            options={[
              { value: 'all', title: t('cancel.all') },
              { value: 'some', title: t('cancel.some') },
            ]}
          />
        ) : null}
        {part === 'some' ? (
          <ul className="or-cancel-lines">
            {open.map((line) => (
              <CancelLine
                key={keyOf(line)}
                line={line}
                value={quantityOf(line)}
                onChange={(quantity) => setTyped((before) => ({ ...before, [keyOf(line)]: quantity }))}
              />
            ))}
          </ul>
        ) : null}
        {all.data ? (
          <Consequence
            order={order}
            amount={order.amountMinor === null ? null : amount}
            chosen={chosen.length > 0}
            complete={complete}
          />
        ) : (
          <SkeletonLines lines={2} />
        )}
      </div>
    </Dialog>
  );
}

function CancelLine(props: { line: OrderLine; value: string; onChange: (quantity: string) => void }) {
  const { line, value, onChange } = props;
  const { t } = useTranslation('commerce');
  const format = useFormat();
  const wrong = Number(value) > Number(line.quantityLeft);
  return (
    <li>
      <span className="or-line-name">
        <LineName line={line} />
      </span>
      <span className="pn-soft pn-num">{t('cancel.of', { quantity: format.number(line.quantityLeft) })}</span>
      <NumberField
        decimals={6}
        aria-label={t('cancel.quantity', { name: line.productName ?? line.description ?? '' })}
        aria-invalid={wrong || undefined}
        value={value}
        onChange={onChange}
      />
    </li>
  );
}

interface ConsequenceProps {
  order: Order;
  /** Null for whom amounts are kept from. */
  amount: bigint | null;
  chosen: boolean;
  complete: boolean;
}

function Consequence({ order, amount, chosen, complete }: ConsequenceProps) {
  const { t } = useTranslation('commerce');
  const format = useFormat();
  const shown = format.money({ amountMinor: amount, currency: order.currency });
  const nothing = amount === null ? !chosen : amount === 0n;
  const number = `C${order.number}`;
  return (
    <div className="or-consequence">
      <p>
        {complete && nothing
          ? t('cancel.nothingChosen')
          : complete && amount !== null
            ? t('cancel.willWrite', { number, amount: shown })
            : t(complete ? 'cancel.willWriteUnshown' : 'cancel.willWriteAll', { number })}
      </p>
      <p>{order.customerId ? t('cancel.customer', { name: order.customerName ?? '' }) : t('cancel.guest')}</p>
    </div>
  );
}

function keyOf(line: OrderLine): string {
  return `${line.productId} ${line.occurrence} ${line.description}`;
}
