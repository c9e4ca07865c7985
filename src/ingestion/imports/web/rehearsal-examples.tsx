import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CustomerLink } from '#customers/public.web.ts';
import { Badge } from '#platform/ui/badge.tsx';
import { Button } from '#platform/ui/button.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import { BeforeAfter } from '../../cleaning/web/before-after.tsx';
import type { Rehearsal } from '../rehearsal.contract.ts';
import { goldenName, goldenValue } from './golden-names.ts';

type Example = Rehearsal['examples'][number];

const shownAtFirst = 6;

/** Customers as the import would leave them: what changes in known ones, what new ones begin with. */
export function RehearsalExamples({ examples }: { examples: Example[] }) {
  const { t } = useTranslation('ingestion');
  const [all, setAll] = useState(false);
  const shown = all ? examples : examples.slice(0, shownAtFirst);
  return (
    <>
      <ul className="im-examples-list">
        {shown.map((example) => (
          <ExampleCard key={`${example.row}-${example.customerId}`} example={example} />
        ))}
      </ul>
      {examples.length > shown.length ? (
        <Button onClick={() => setAll(true)}>
          {t('rehearsal.more', { count: examples.length - shown.length })}
        </Button>
      ) : null}
    </>
  );
}

function ExampleCard({ example }: { example: Example }) {
  const { t } = useTranslation('ingestion');
  const format = useFormat();
  const { outcome, customerId, name, row, changes } = example;
  const shownName = name || t('rehearsal.nameless');
  const known = outcome === 'updated';
  return (
    <li className="im-example-card">
      <div className="im-example-head">
        <strong>
          {customerId ? <CustomerLink customerId={customerId}>{shownName}</CustomerLink> : shownName}
        </strong>
        <Badge tone={known ? 'info' : 'good'}>{t(known ? 'sums.updated' : 'sums.created')}</Badge>
        <span className="pn-faint">{t('rows.rowNumber', { row: format.number(row) })}</span>
      </div>
      <dl>
        {changes.map(({ field, before, after }) => (
          <Change key={`${field} ${after}`} field={field} before={before} after={after} known={known} />
        ))}
      </dl>
    </li>
  );
}

interface ChangeProps {
  field: string;
  before: string | null;
  after: string | null;
  /** The customer was there before, so that an empty field is worth saying. */
  known: boolean;
}

function Change({ field, before, after, known }: ChangeProps) {
  const format = useFormat();
  const read = (value: string | null) => value && goldenValue(field, value, format.nameOf);
  return (
    <div>
      <dt>{goldenName(field)}</dt>
      <dd>{known ? <BeforeAfter before={read(before)} after={read(after)} /> : (read(after) ?? '–')}</dd>
    </div>
  );
}
