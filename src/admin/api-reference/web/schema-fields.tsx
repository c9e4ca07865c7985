import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#platform/ui/session.tsx';
import { innerObject, type Schema, typeWords } from './openapi.ts';

const deepest = 6;

interface SchemaFieldsProps {
  schema: Schema;
  /** In an answer every field is there, so that is not said of each. */
  answer?: boolean;
  depth?: number;
}

/** The fields of an object, those of objects inside it below them. */
export function SchemaFields({ schema, answer, depth = 0 }: SchemaFieldsProps) {
  const object = innerObject(schema);
  const required = new Set(object?.required ?? []);
  const entries = Object.entries(object?.properties ?? {});
  if (entries.length === 0) return <code className="ap-type">{typeWords(schema)}</code>;
  return (
    <ul className="ap-fields">
      {entries.map(([name, each]) => (
        <li key={name}>
          <FieldLine name={name} schema={each} required={!answer && required.has(name)} />
          {innerObject(each) && depth < deepest ? (
            <SchemaFields schema={each} answer={answer} depth={depth + 1} />
          ) : null}
        </li>
      ))}
    </ul>
  );
}

export interface FieldLineProps {
  name: string;
  schema: Schema;
  required: boolean;
  /** Where it is sent: path, query or header. */
  place?: string;
}

/** One field or parameter: name, type, whether it must be there, what it means. */
export function FieldLine({ name, schema, required, place }: FieldLineProps) {
  const { t } = useTranslation('admin');
  const format = useFormat();
  const limits = limitWords(schema, t);
  const notes = [
    schema.description,
    limits || undefined,
    schema.default === undefined ? undefined : t('api.default', { value: JSON.stringify(schema.default) }),
  ].filter(Boolean);
  return (
    <div className="ap-field">
      <code className="ap-name">{name}</code>
      <code className="ap-type">{typeWords(schema)}</code>
      {place ? <span className="ap-place">{t(`api.in.${place}`)}</span> : null}
      {required ? <span className="ap-required">{t('api.required')}</span> : null}
      {notes.length > 0 ? <span className="ap-note">{notes.join(format.punctuation.stop)}</span> : null}
    </div>
  );
}

/** `1–200 characters`, where the schema sets bounds; that counts are not negative goes without saying. */
function limitWords(schema: Schema, t: TFunction<'admin'>): string {
  const pairs = [
    [schema.minLength, schema.maxLength, 'length'],
    [schema.minimum, schema.maximum, 'value'],
    [schema.minItems, schema.maxItems, 'items'],
  ] as const;
  return pairs
    .flatMap(([least = 0, most = Infinity, unit]) => {
      const bounded = most < Number.MAX_SAFE_INTEGER;
      if (!bounded && least <= 0) return [];
      return t(`api.limit.${unit}`, { range: bounded ? `${Math.max(0, least)}–${most}` : `≥ ${least}` });
    })
    .join(' ');
}
