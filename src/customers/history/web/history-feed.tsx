import { PenLine } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { call } from '#platform/ui/client.ts';
import { useFormat } from '#platform/ui/session.tsx';
import type { TimelineEntry } from '#platform/ui/timeline.tsx';
import { historyContract, type ValueChange } from '../history.contract.ts';
import { FromTo, usePerson, Way } from './change-parts.tsx';
import { useChangeWords } from './change-words.ts';

const changesAPage = 60;
const togetherMs = 5_000;

/** What changed of a customer, as entries of its timeline: changes that were made together are one. */
export async function readFeed(
  customerId: string,
  cursor: string | undefined,
  signal: AbortSignal,
): Promise<{ entries: TimelineEntry[]; next: string | null }> {
  const { items, next } = await call(
    historyContract.endpoints.history,
    { id: customerId, cursor, limit: changesAPage },
    { signal },
  );
  return {
    entries: madeTogether(items).map((changes) => ({
      key: `change-${changes[0]!.id}`,
      at: changes[0]!.at,
      icon: PenLine,
      tone: 'neutral' as const,
      title: <Title changes={changes} />,
      body: <Changes changes={changes} />,
    })),
    next,
  };
}

/** Neighbours by the same person and way, within seconds. */
export function madeTogether(changes: readonly ValueChange[]): ValueChange[][] {
  const acts: ValueChange[][] = [];
  for (const change of changes) {
    const latest = acts.at(-1)?.[0];
    const same =
      latest &&
      (['by', 'way', 'workId', 'importId'] as const).every((key) => latest[key] === change[key]) &&
      Date.parse(latest.at) - Date.parse(change.at) < togetherMs;
    if (same) acts.at(-1)!.push(change);
    else acts.push([change]);
  }
  return acts;
}

const named = 3;

function Title({ changes }: { changes: ValueChange[] }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const { fieldName } = useChangeWords();
  const person = usePerson();
  const fields = [...new Set(changes.map(({ field }) => fieldName(field)))];
  const list = fields.slice(0, named).join(t('fields.comma'));
  const rest = fields.length - named;
  return (
    <>
      {rest > 0
        ? t('history.changedMore', { fields: list, rest: format.number(rest) })
        : t('history.changed', { fields: list })}
      <span className="pn-faint ac-by">{person(changes[0]!)}</span>
    </>
  );
}

function Changes({ changes }: { changes: ValueChange[] }) {
  const { fieldName, text } = useChangeWords();
  return (
    <>
      <ul className="hi-list">
        {changes.map((change) => (
          <li key={change.id}>
            <span className="pn-soft">{fieldName(change.field)}</span>
            <FromTo change={change} text={(value) => text(change, value)} />
          </li>
        ))}
      </ul>
      <p className="hi-who">
        <Way change={changes[0]!} />
      </p>
    </>
  );
}
