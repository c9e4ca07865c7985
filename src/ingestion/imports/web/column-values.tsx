import { useTranslation } from 'react-i18next';
import { useFormat } from '#platform/ui/session.tsx';
import { BeforeAfter } from '../../cleaning/web/before-after.tsx';
import type { FieldKey } from '../reading/fields.contract.ts';
import type { PreviewColumn } from '../reading/reading.contract.ts';
import { fieldValue } from './golden-names.ts';

const shown = 3;

/** What stands in a column: values that cleaning changes with what they become, then some others. */
export function ColumnValues({ profile, field }: { profile: PreviewColumn; field: FieldKey | null }) {
  const { t } = useTranslation('ingestion');
  const format = useFormat();
  const told = (after: string) => (field ? fieldValue(field, after, format.nameOf) : after);
  if (profile.examples.length === 0) return <span className="pn-faint">{t('columns.noValues')}</span>;
  // The name itself stays as it is.
  const tellsKind = (after: string) => field === 'customer.name' && after === 'organisation';
  // What is stored by a code is written as people read it, which may be just as it stood.
  const seen = (profile.cleaning?.cleaning ?? []).map(({ examples }) => ({
    examples: examples.filter(({ before, after }) => before !== told(after) && !tellsKind(after)),
  }));
  const changes = firstOfEach(seen);
  const changed = new Set(changes.map(({ before }) => before));
  const others = profile.examples.filter((example) => !changed.has(example)).slice(0, shown - changes.length);
  const afters = new Map(
    seen.flatMap(({ examples }) => examples.map(({ before, after }) => [before, after] as const)),
  );
  return (
    <>
      {changes.map(({ before, after }) => (
        <span key={before} className="im-example">
          <BeforeAfter before={before} after={told(after)} />
        </span>
      ))}
      {others.map((example) => (
        <span key={example} className="im-example" title={example}>
          {afters.has(example) ? (
            <BeforeAfter before={example} after={told(afters.get(example)!)} />
          ) : (
            example
          )}
        </span>
      ))}
    </>
  );
}

/** One example of each of the two rules with the most rows, no value twice. */
function firstOfEach(cleaning: { examples: { before: string; after: string }[] }[]) {
  const found: { before: string; after: string }[] = [];
  for (const { examples } of cleaning) {
    const next = examples.find(({ before }) => found.every((each) => each.before !== before));
    if (next && found.length < 2) found.push(next);
  }
  return found;
}
