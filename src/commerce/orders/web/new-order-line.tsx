import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { CallOf } from '#platform/http/contract.ts';
import { IconButton } from '#platform/ui/button.tsx';
import { Combobox } from '#platform/ui/combobox.tsx';
import { Field, NumberField } from '#platform/ui/field.tsx';
import type { Option } from '#platform/ui/select.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import { productOptions } from '../../products/web/find-products.ts';
import type { ordersContract } from '../orders.contract.ts';
import { lineAmountMinor } from './line-amount.ts';

export interface DraftLine {
  key: number;
  product: Option | null;
  quantity: string;
  price: string;
}

let lines = 0;

export function blankLine(): DraftLine {
  lines += 1;
  return { key: lines, product: null, quantity: '1', price: '' };
}

export function isBlank(line: DraftLine): boolean {
  return !line.product && !line.price;
}

export function isComplete(line: DraftLine): boolean {
  return Boolean(line.product) && Number(line.quantity) > 0 && line.price !== '';
}

const newCode = 'new:';

/** The line as the API takes it; a code that no product has yet makes one. */
export function newLineOf(line: DraftLine): CallOf<typeof ordersContract.endpoints.create>['lines'][number] {
  const chosen = line.product?.value ?? '';
  const product = chosen.startsWith(newCode)
    ? { productCode: chosen.slice(newCode.length) }
    : { productId: chosen };
  return { ...product, quantity: line.quantity.replace(/\.$/, ''), unitPrice: line.price.replace(/\.$/, '') };
}

interface NewOrderLineProps {
  line: DraftLine;
  index: number;
  currency: string;
  /** Says what is missing. */
  tried: boolean;
  onChange: (line: DraftLine) => void;
  onRemove?: () => void;
}

export function NewOrderLine({ line, index, currency, tried, onChange, onRemove }: NewOrderLineProps) {
  const { t } = useTranslation('commerce');
  const format = useFormat();
  const set = (change: Partial<DraftLine>) => onChange({ ...line, ...change });
  const amount = lineAmountMinor(line.quantity, line.price, currency);
  const search = async (text: string, signal: AbortSignal) => {
    const found = await productOptions(text, signal);
    const code = text.trim();
    if (!code || found.some((option) => option.note === code)) return found;
    return [...found, { value: `${newCode}${code}`, label: t('newOrder.newProduct', { code }) }];
  };
  const label = (text: string) => (index === 0 ? text : <span className="pn-hidden">{text}</span>);
  return (
    <div className="or-new-line">
      <Field
        label={label(t('field.product'))}
        error={tried && !line.product ? t('newOrder.productMissing') : undefined}
      >
        <Combobox
          value={line.product}
          onChange={(product) => set({ product })}
          search={search}
          placeholder={t('newOrder.findProduct')}
        />
      </Field>
      <Field
        label={label(t('field.quantity'))}
        error={tried && !(Number(line.quantity) > 0) ? t('newOrder.quantityMissing') : undefined}
      >
        <NumberField decimals={6} value={line.quantity} onChange={(quantity) => set({ quantity })} />
      </Field>
      <Field
        label={label(t('field.unitPrice'))}
        error={tried && line.price === '' ? t('newOrder.priceMissing') : undefined}
      >
        <NumberField decimals={6} unit={currency} value={line.price} onChange={(price) => set({ price })} />
      </Field>
      <span className="or-new-amount pn-num" data-first={index === 0 || undefined}>
        {amount === null ? '–' : format.money({ amountMinor: amount, currency })}
      </span>
      {onRemove ? (
        <span className="or-new-remove" data-first={index === 0 || undefined}>
          <IconButton icon={X} label={t('newOrder.removeLine')} onClick={onRemove} />
        </span>
      ) : (
        <span />
      )}
    </div>
  );
}
