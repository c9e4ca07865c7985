import { Plus } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  customerOptions,
  NewFields,
  totalsEndpoints,
  useCustomerName,
  useNewFields,
} from '#customers/public.web.ts';
import { Button } from '#platform/ui/button.tsx';
import { Combobox } from '#platform/ui/combobox.tsx';
import { Dialog } from '#platform/ui/dialog.tsx';
import { useEndpoint, useSend } from '#platform/ui/endpoint-hooks.ts';
import { Field, Input } from '#platform/ui/field.tsx';
import { useGo } from '#platform/ui/link.tsx';
import { instantOf, localOf } from '#platform/ui/local-time.ts';
import { fieldProblems, problemText } from '#platform/ui/problem.ts';
import { type Option, Select } from '#platform/ui/select.tsx';
import { useFormat, useSession } from '#platform/ui/session.tsx';
import { toast } from '#platform/ui/toast.tsx';
import { useOrderRights } from '../../fields/web/order-right.ts';
import { productsContract } from '../../products/products.contract.ts';
import { ordersContract } from '../orders.contract.ts';
import { lineAmountMinor } from './line-amount.ts';
import {
  blankLine,
  type DraftLine,
  isBlank,
  isComplete,
  NewOrderLine,
  newLineOf,
} from './new-order-line.tsx';
import './orders.css';

const { create, list, count, summary, facets, ofCustomer, totalsOfCustomer } = ordersContract.endpoints;

const blankHead = { number: '', store: '', channel: '', seller: '' };

interface NewOrderDialogProps {
  /** Chosen already, where it is opened from a customer's page. */
  customerId: string | undefined;
  onClose: () => void;
}

/** Writes an order by hand: for whom, when, where, and its lines. */
export function NewOrderDialog({ customerId, onClose }: NewOrderDialogProps) {
  const { t } = useTranslation('commerce');
  const go = useGo();
  const format = useFormat();
  const base = useSession().organisation.currency;
  const choices = useEndpoint(facets, {});
  const givenName = useCustomerName(customerId);
  const given = customerId && givenName ? { value: customerId, label: givenName } : null;
  const [picked, setPicked] = useState<Option | null | undefined>(undefined);
  const customer = picked === undefined ? given : picked;
  const now = useMemo(() => localOf(new Date(), format.timeZone), [format.timeZone]);
  const [head, setHead] = useState({ ...blankHead, when: now, currency: base });
  const [lines, setLines] = useState<DraftLine[]>(() => [blankLine()]);
  const [tried, setTried] = useState(false);
  const own = useNewFields('order');
  const { writes } = useOrderRights();
  const { send, sending, error } = useSend(create, {
    refreshes: [
      ...[list, count, summary, facets, ofCustomer, totalsOfCustomer],
      ...[productsContract.endpoints.list, ...totalsEndpoints],
    ],
  });
  const set = (change: Partial<typeof head>) => setHead((before) => ({ ...before, ...change }));
  const filled = lines.filter((line) => !isBlank(line));
  const total = filled.reduce(
    (sum, line) => sum + (lineAmountMinor(line.quantity, line.price, head.currency) ?? 0n),
    0n,
  );
  const problems = fieldProblems(error);
  const currencies = [...new Set([base, ...(choices.data?.currencies ?? [])])];
  const submit = async () => {
    setTried(true);
    if (filled.length === 0 || !filled.every(isComplete) || own.lacks.length > 0) return;
    const order = await send({
      number: head.number.trim() || undefined,
      customerId: customer?.value,
      orderedAt: head.when === now || !head.when ? undefined : instantOf(head.when, format.timeZone),
      store: head.store.trim() || undefined,
      channel: head.channel.trim() || undefined,
      seller: head.seller.trim() || undefined,
      currency: head.currency,
      customFields: own.values,
      lines: filled.map(newLineOf),
    }).catch(() => undefined);
    if (!order) return;
    go(`/orders/${order.id}`);
    toast({ title: t('newOrder.done', { number: order.number }) });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      size="wide"
      title={t('orders.new')}
      onSubmit={submit}
      footer={
        <>
          <span className="or-total" aria-live="polite">
            {error ? (
              <span className="or-problem" role="alert">
                {problemText(error)}
              </span>
            ) : (
              <>
                <span className="pn-soft">{t('newOrder.total')}</span>{' '}
                <strong className="pn-num">
                  {format.money({ amountMinor: total, currency: head.currency })}
                </strong>
              </>
            )}
          </span>
          <Button onClick={onClose}>{t('newOrder.cancel')}</Button>
          <Button type="submit" tone="main" busy={sending}>
            {t('newOrder.create')}
          </Button>
        </>
      }
    >
      <div className="or-form">
        <div className="or-form-three">
          <Field label={t('field.customer')} optional hint={customer ? undefined : t('newOrder.guestHint')}>
            <Combobox
              autoFocus
              value={customer}
              onChange={setPicked}
              search={customerOptions}
              placeholder={t('newOrder.findCustomer')}
            />
          </Field>
          {writes('orderedAt') ? (
            <Field label={t('field.orderedAt')}>
              <Input type="datetime-local" value={head.when} onChange={(when) => set({ when })} />
            </Field>
          ) : null}
          <Field label={t('field.currency')}>
            <Select
              value={head.currency}
              onChange={(currency) => set({ currency })}
              options={currencies.map((code) => ({ value: code, label: code }))}
            />
          </Field>
        </div>
        <div className="or-form-four">
          <Field label={t('field.number')} optional error={problems.number} hint={t('newOrder.numberHint')}>
            <Input autoComplete="off" value={head.number} onChange={(number) => set({ number })} />
          </Field>
          {(['store', 'channel', 'seller'] as const).filter(writes).map((key) => (
            <Field key={key} label={t(`field.${key}`)} optional>
              <Input
                autoComplete="off"
                list={`or-${key}`}
                value={head[key]}
                onChange={(value) => set({ [key]: value })}
              />
            </Field>
          ))}
        </div>
        <Choices id="or-store" values={choices.data?.stores} />
        <Choices id="or-channel" values={choices.data?.channels} />
        <Choices id="or-seller" values={choices.data?.sellers} />
        <OwnFields own={own} problems={problems} tried={tried} />
        <fieldset className="or-new-lines">
          <legend>{t('line.title')}</legend>
          {lines.map((line, index) => (
            <NewOrderLine
              key={line.key}
              line={line}
              index={index}
              currency={head.currency}
              tried={tried && (!isBlank(line) || filled.length === 0)}
              onChange={(next) => setLines(lines.map((each) => (each.key === next.key ? next : each)))}
              onRemove={lines.length > 1 ? () => setLines(lines.filter((each) => each !== line)) : undefined}
            />
          ))}
          <Button size="small" tone="quiet" icon={Plus} onClick={() => setLines([...lines, blankLine()])}>
            {t('newOrder.addLine')}
          </Button>
        </fieldset>
      </div>
    </Dialog>
  );
}

interface OwnFieldsProps {
  own: ReturnType<typeof useNewFields>;
  problems: Record<string, string>;
  tried: boolean;
}

/** What the organisation added to orders. */
function OwnFields({ own, problems, tried }: OwnFieldsProps) {
  const { fields, drafts, lacks, onChange } = own;
  if (fields.length === 0) return null;
  return (
    <div className="or-form-own">
      <NewFields
        fields={fields}
        drafts={drafts}
        problems={problems}
        lacks={tried ? lacks : []}
        onChange={onChange}
      />
    </div>
  );
}

function Choices({ id, values = [] }: { id: string; values?: string[] }) {
  return (
    <datalist id={id}>
      {values.map((value) => (
        <option key={value} value={value} />
      ))}
    </datalist>
  );
}
