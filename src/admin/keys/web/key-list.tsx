import { KeyRound, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Badge } from '#platform/ui/badge.tsx';
import { Button } from '#platform/ui/button.tsx';
import { call } from '#platform/ui/client.ts';
import { useEndpoint, useKeptAnswers } from '#platform/ui/endpoint-hooks.ts';
import { Section } from '#platform/ui/page-header.tsx';
import { problemText } from '#platform/ui/problem.ts';
import { useFormat } from '#platform/ui/session.tsx';
import { SkeletonLines } from '#platform/ui/skeleton.tsx';
import { ErrorState } from '#platform/ui/state-view.tsx';
import { Time } from '#platform/ui/time.tsx';
import { toast } from '#platform/ui/toast.tsx';
import { type ApiKey, keysContract } from '../keys.contract.ts';
import { MakeKeyDialog } from './make-key-dialog.tsx';

const { endKey, keys } = keysContract.endpoints;

/** Keys with which other programs act for me, and the way to make and end one. */
export function KeyList() {
  const { t } = useTranslation('admin');
  const { data, error, refetch } = useEndpoint(keys, {});
  const [making, setMaking] = useState(false);
  return (
    <Section
      title={t('keys.title')}
      note={t('keys.note')}
      actions={
        <Button size="small" icon={Plus} onClick={() => setMaking(true)}>
          {t('keys.new')}
        </Button>
      }
    >
      {error && !data ? <ErrorState inset error={error} onRetry={() => void refetch()} /> : null}
      {data ? (
        data.items.length > 0 ? (
          <ul className="ad-lines">
            {data.items.map((key) => (
              <KeyLine key={key.id} apiKey={key} />
            ))}
          </ul>
        ) : (
          <p className="pn-soft">{t('keys.none')}</p>
        )
      ) : error ? null : (
        <SkeletonLines lines={2} />
      )}
      {making ? <MakeKeyDialog onClose={() => setMaking(false)} /> : null}
    </Section>
  );
}

function KeyLine({ apiKey }: { apiKey: ApiKey }) {
  const { t } = useTranslation('admin');
  const format = useFormat();
  const { patch, refresh } = useKeptAnswers();
  const { id, name, hint, expiresAt, rowsADay, lastUsedAt, lastAddress } = apiKey;
  const expired = Date.parse(expiresAt) <= Date.now();
  const end = async () => {
    patch(keys, {}, (before) => ({ items: before.items.filter((each) => each.id !== id) }));
    try {
      await call(endKey, { id });
      toast({ title: t('keys.ended', { name }) });
    } catch (error) {
      toast({ tone: 'danger', title: problemText(error) });
    }
    await refresh(keys);
  };
  return (
    <li className="ad-line">
      <KeyRound size={18} className="pn-faint" aria-hidden />
      <div className="ad-line-words">
        <strong>
          {name} <code>{hint}…</code>
          {expired ? <Badge tone="attention">{t('keys.expired')}</Badge> : null}
        </strong>
        <span>
          {lastUsedAt ? (
            <>
              {t('keys.used')} <Time value={lastUsedAt} />
              {lastAddress ? `${format.punctuation.comma}${lastAddress}` : ''}
            </>
          ) : (
            t('keys.neverUsed')
          )}
          {format.punctuation.comma}
          {t('keys.until')} <Time value={expiresAt} as="dateTime" />
          {format.punctuation.comma}
          {t('keys.atMost', { rows: format.number(rowsADay) })}
        </span>
      </div>
      <Button size="small" tone="danger-quiet" onClick={() => void end()}>
        {t('keys.end')}
      </Button>
    </li>
  );
}
