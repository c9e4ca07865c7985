import { useFieldRights } from '../../fields/web/field-right.ts';
import type { ContactPoint } from '../contact-point.contract.ts';

const schemes: Partial<Record<ContactPoint['kind'], string>> = { phone: 'tel:', email: 'mailto:' };

/** A contact point that can be rung, written to or opened; one known not to work, or a mask, is only text. */
export function ContactValue({ point }: { point: Pick<ContactPoint, 'kind' | 'value' | 'status'> }) {
  const { reads } = useFieldRights();
  const address = reads(point.kind) ? addressOf(point) : undefined;
  const text = point.kind === 'phone' ? phoneText(point.value) : point.value;
  if (!address || point.status === 'invalid') {
    return <span className={point.status === 'invalid' ? 'cu-struck' : undefined}>{text}</span>;
  }
  return (
    <a
      className="pn-link"
      data-ink
      href={address}
      rel="noreferrer"
      target={point.kind === 'website' ? '_blank' : undefined}
    >
      {text}
    </a>
  );
}

function addressOf({ kind, value }: Pick<ContactPoint, 'kind' | 'value'>): string | undefined {
  if (kind === 'website') return /^https?:\/\//i.test(value) ? value : `https://${value}`;
  const scheme = schemes[kind];
  return scheme ? `${scheme}${value}` : undefined;
}

/** Chinese and North American numbers in the groups people read them in; others stay as they are. */
export function phoneText(phone: string): string {
  return phone
    .replace(/^\+86(1\d{2})(\d{4})(\d{4})$/, '+86 $1 $2 $3')
    .replace(/^\+86(10|2\d|[3-9]\d{2})(\d{7,8})$/, '+86 $1 $2')
    .replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '+1 $1 $2 $3')
    .replace(/^\+44(7\d{3})(\d{6})$/, '+44 $1 $2');
}
