import type { ContactPoint } from '../profiles.contract.ts';

const schemes: Partial<Record<ContactPoint['kind'], string>> = { phone: 'tel:', email: 'mailto:' };

/** A contact point that can be rung, written to or opened; one known not to work is only text. */
export function ContactValue({ point }: { point: Pick<ContactPoint, 'kind' | 'value' | 'status'> }) {
  const address = addressOf(point);
  if (!address || point.status === 'invalid') {
    return <span className={point.status === 'invalid' ? 'cu-struck' : undefined}>{point.value}</span>;
  }
  return (
    <a
      className="pn-link"
      data-ink
      href={address}
      rel="noreferrer"
      target={point.kind === 'website' ? '_blank' : undefined}
    >
      {point.value}
    </a>
  );
}

function addressOf({ kind, value }: Pick<ContactPoint, 'kind' | 'value'>): string | undefined {
  if (kind === 'website') return /^https?:\/\//i.test(value) ? value : `https://${value}`;
  const scheme = schemes[kind];
  return scheme ? `${scheme}${value}` : undefined;
}
