import { useTranslation } from 'react-i18next';
import type { Format } from '#platform/ui/format.ts';
import { Link, type Search } from '#platform/ui/link.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import type { MeasuredField } from '../measured-fields.contract.ts';
import type { FieldQuality } from '../quality.contract.ts';
import { fieldGroups, fieldLabel } from './field-label.ts';

interface FieldBarsProps {
  fields: FieldQuality[];
  /** What narrows the measure, for the lists behind the numbers. */
  within: Search;
  /** Records are measured, not customers. */
  ofRecords: boolean;
}

/** Every field as a bar from zero to all: valid, in doubt, missing; each part opens its customers. */
export function FieldBars({ fields, within, ofRecords }: FieldBarsProps) {
  const { t } = useTranslation('customers');
  const byField = new Map(fields.map((each) => [each.field, each]));
  return (
    <div className="dq-groups">
      <p className="dq-legend">
        {(['valid', 'invalid', 'missing'] as const).map((part) => (
          <span key={part}>
            <i className="dq-key" data-part={part} aria-hidden />
            {t(`quality.part.${part}`)}
          </span>
        ))}
        <span className="pn-faint">{t(ofRecords ? 'quality.ofRecords' : 'quality.ofCustomers')}</span>
      </p>
      {fieldGroups.map((group) => (
        <table key={group.key} className="dq-table">
          <caption>{t(`quality.group.${group.key}`)}</caption>
          <colgroup>
            <col className="dq-col-label" />
            <col />
            <col className="dq-col-number" />
            <col className="dq-col-validity" />
          </colgroup>
          <thead className="pn-hidden">
            <tr>
              <th scope="col">{t('quality.field')}</th>
              <th scope="col">{t('quality.complete')}</th>
              <th scope="col">{t('quality.part.missing')}</th>
              <th scope="col">{t('quality.part.invalid')}</th>
            </tr>
          </thead>
          <tbody>
            {group.fields.map((field) => {
              const quality = byField.get(field);
              return quality && quality.filled > 0 ? (
                <FieldBar key={field} field={field} quality={quality} within={within} />
              ) : null;
            })}
            <NeverFilled
              fields={group.fields.filter((field) => {
                const { expected = 0, filled = 0 } = byField.get(field) ?? {};
                return expected > 0 && filled === 0;
              })}
              within={within}
            />
          </tbody>
        </table>
      ))}
    </div>
  );
}

/** A percentage that says neither none of few nor all of nearly all. */
function shareText(part: number, whole: number, format: Format): string {
  const share = part / whole;
  if (part > 0 && share < 0.001) return `<${format.percent(0.001)}`;
  if (part < whole && share > 0.999) return `>${format.percent(0.999)}`;
  return format.percent(share);
}

/** Fields that nobody has yet: named in one line in place of a row of empty bars. */
function NeverFilled({ fields, within }: { fields: MeasuredField[]; within: Search }) {
  const { t } = useTranslation('customers');
  if (fields.length === 0) return null;
  return (
    <tr className="dq-never">
      <th scope="row">{t('quality.never')}</th>
      <td colSpan={3}>
        {fields.map((field) => (
          <Link key={field} ink to="/customers" search={{ ...within, missing: field }}>
            {fieldLabel(field, t)}
          </Link>
        ))}
      </td>
    </tr>
  );
}

function FieldBar({
  field,
  quality,
  within,
}: {
  field: MeasuredField;
  quality: FieldQuality;
  within: Search;
}) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const { expected, filled, invalid } = quality;
  const missing = expected - filled;
  const label = fieldLabel(field, t);
  const share = (part: number) => `${(part / expected) * 100}%`;
  const door = (kind: 'missing' | 'invalid', count: number) =>
    count === 0 ? (
      <span className="pn-faint">–</span>
    ) : (
      <Link
        to="/customers"
        search={{ ...within, [kind]: field }}
        aria-label={t(`quality.door.${kind}`, { label, count, shown: format.number(count) })}
      >
        {format.number(count)}
      </Link>
    );
  const percentDoor = (kind: 'filled' | 'valid', count: number, percent: string, text: string) =>
    count === 0 ? (
      text
    ) : (
      <Link
        ink
        to="/customers"
        search={{ ...within, [kind]: field }}
        aria-label={t(`quality.door.${kind}`, { label, percent, count, shown: format.number(count) })}
      >
        {text}
      </Link>
    );
  const complete = shareText(filled, expected, format);
  const sound = shareText(filled - invalid, filled, format);
  return (
    <tr>
      <th scope="row">{label}</th>
      <td className="dq-bar-cell">
        <span className="dq-bar" aria-hidden>
          <i data-part="valid" style={{ width: share(filled - invalid) }} />
          <i data-part="invalid" style={{ width: share(invalid) }} />
        </span>
        <span className="dq-percent pn-num">{percentDoor('filled', filled, complete, complete)}</span>
      </td>
      <td className="dq-number pn-num">
        <span className="dq-word" aria-hidden>
          {t('quality.part.missing')}
        </span>
        {door('missing', missing)}
      </td>
      <td className="dq-number pn-num" data-invalid={invalid > 0 || undefined}>
        <span className="dq-validity">
          {percentDoor('valid', filled - invalid, sound, t('quality.validity', { percent: sound }))}
        </span>
        <span className="dq-word" aria-hidden>
          {t('quality.part.invalid')}
        </span>
        {door('invalid', invalid)}
      </td>
    </tr>
  );
}
