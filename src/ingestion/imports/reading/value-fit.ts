import { type FieldKey, fieldCatalogue } from './fields.contract.ts';
import type { ColumnProfile, ColumnType } from './reading.contract.ts';

/** Column types that a field can be read from; others make it unlikely or, for figures, impossible. */
const fitting: Partial<Record<string, readonly ColumnType[]>> = {
  decimal: ['integer', 'decimal', 'money'],
  instant: ['date', 'datetime'],
  birthday: ['date', 'datetime', 'text', 'integer'],
  phone: ['phone', 'integer', 'text', 'decimal'],
  email: ['email', 'text'],
  country: ['country', 'text'],
  code: ['integer', 'decimal', 'text', 'phone', 'email', 'date'],
  text: ['text', 'country', 'integer', 'boolean', 'email', 'phone', 'decimal'],
  currency: ['text', 'country'],
  orderType: ['text', 'integer', 'boolean'],
  orderStatus: ['text', 'integer', 'boolean'],
  customerKind: ['text', 'integer', 'boolean'],
  gender: ['text', 'integer', 'boolean'],
  language: ['text', 'country'],
  name: ['text', 'country', 'email', 'boolean'],
  company: ['text', 'country'],
  place: ['text', 'country', 'integer', 'boolean'],
  address: ['text', 'country'],
  postalCode: ['integer', 'text', 'decimal'],
  wechat: ['text', 'phone', 'integer', 'email'],
  website: ['text'],
  creditCode: ['text', 'integer'],
  tags: ['text', 'boolean', 'integer', 'country'],
  activityType: ['text'],
  direction: ['text', 'boolean'],
};

/**
 * How well the values of a column suit a field: `factor` weighs what the header says (0 = these
 * values cannot be that), `alone` is what the values say without a header.
 */
export function valueFit(field: FieldKey, profile: ColumnProfile): { factor: number; alone: number } {
  const { type } = profile;
  if (field === 'customer.phone' && /传真|fax/i.test(profile.header)) return { factor: 0, alone: 0 };
  if (type === 'empty') return { factor: 0.9, alone: 0 };
  const { reading } = fieldCatalogue[field];
  const isCounted =
    profile.reading.serialDays !== undefined && (reading === 'instant' || reading === 'birthday');
  const fits = isCounted || (fitting[reading]?.includes(type) ?? true);
  if (!fits) return { factor: reading === 'decimal' ? figureFactor(profile) : 0.5, alone: 0 };
  // 导购提成 is what a sales rep got: over figures only a plain name such as 导购 is believed.
  if (field === 'order.seller' && (type === 'integer' || type === 'decimal'))
    return { factor: 0.55, alone: 0 };
  if (field === 'customer.email' && type === 'email') return { factor: 1, alone: 0.8 };
  if (field === 'customer.phone' && type === 'phone') return { factor: 1, alone: 0.75 };
  if (field === 'customer.phone' && type === 'decimal') return { factor: 0.8, alone: 0 };
  if (field === 'customer.country' && type === 'country') return { factor: 1, alone: 0.6 };
  if ((field === 'order.ordered_at' || field === 'activity.occurred_at') && type === 'datetime')
    return { factor: 1, alone: 0.5 };
  return { factor: 1, alone: 0 };
}

/** A few wrong values make a small column read as text; while most are figures, its header is to be believed. */
function figureFactor({ type, examples }: ColumnProfile): number {
  const figures = examples.filter((example) => /^[-+(]?\D{0,3}\d[\d.,\s]*\D{0,3}$/.test(example.trim()));
  return type === 'text' && figures.length * 2 > examples.length ? 0.8 : 0;
}
