import { ShieldAlert, ShieldCheck, ShieldQuestion } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { useEndpoint, useSend } from '#platform/ui/endpoint-hooks.ts';
import { Facts } from '#platform/ui/page-header.tsx';
import { Popover } from '#platform/ui/popover.tsx';
import { problemText } from '#platform/ui/problem.ts';
import { ProgressBar } from '#platform/ui/progress.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import { Time } from '#platform/ui/time.tsx';
import { type AuditCheck, auditContract } from '../audit.contract.ts';
import './audit.css';

const { chain, startCheck } = auditContract.endpoints;

const runningMs = 700;
const idleMs = 30_000;

/** Whether the log is whole, as the last check found it; behind the button how far it is, and another check. */
export function ChainState() {
  const { t } = useTranslation('admin');
  const { data } = useEndpoint(
    chain,
    {},
    { refreshMs: (latest) => (latest?.check?.state === 'running' ? runningMs : idleMs) },
  );
  const { send, sending, error } = useSend(startCheck, { refreshes: [chain] });
  const check = data?.check;
  const state = check?.state ?? 'never';
  const Icon = state === 'intact' ? ShieldCheck : state === 'broken' ? ShieldAlert : ShieldQuestion;
  return (
    <Popover
      title={t('audit.chain.title')}
      align="end"
      trigger={
        <Button icon={Icon} tone={state === 'broken' ? 'danger-quiet' : 'plain'}>
          {t(`audit.chain.${state}`)}
        </Button>
      }
    >
      <div className="ad-chain">
        {check?.problem ? <p className="ad-chain-fault">{faultText(check, t)}</p> : null}
        <p className="pn-soft">{t('audit.chain.lead')}</p>
        {data ? <ChainFacts sealedTo={data.sealedTo} waiting={data.waiting} check={check} /> : null}
        {check?.state === 'running' ? <CheckProgress check={check} /> : null}
        {check?.state === 'interrupted' ? <p>{t('audit.chain.again')}</p> : null}
        {error ? <p className="ad-chain-fault">{problemText(error)}</p> : null}
        <Button busy={sending} disabled={state === 'running'} onClick={() => void send({}).catch(() => {})}>
          {t('audit.chain.start')}
        </Button>
        <p className="pn-faint">{t('audit.chain.nightly')}</p>
      </div>
    </Popover>
  );
}

interface ChainFactsProps {
  sealedTo: string | null;
  waiting: string;
  check: AuditCheck | null | undefined;
}

function ChainFacts({ sealedTo, waiting, check }: ChainFactsProps) {
  const { t } = useTranslation('admin');
  const format = useFormat();
  const number = (seal: string) => t('audit.sealNumber', { number: format.number(seal) });
  const facts = [{ key: 'end', label: t('audit.chain.sealedTo'), value: sealedTo && number(sealedTo) }];
  if (waiting !== '0') {
    facts.push({ key: 'waiting', label: t('audit.chain.waiting'), value: format.number(waiting) });
  }
  const ended = check?.finishedAt
    ? [
        { key: 'last', label: t('audit.chain.lastCheck'), value: <Time value={check.finishedAt} /> },
        {
          key: 'read',
          label: t('audit.chain.checkedTo'),
          value: check.sealedTo && t('audit.chain.upTo', { number: format.number(check.sealedTo) }),
        },
      ]
    : [];
  return <Facts items={[...facts, ...ended]} />;
}

function CheckProgress({ check }: { check: AuditCheck }) {
  const { t } = useTranslation('admin');
  const format = useFormat();
  const total = Number(check.total);
  return (
    <ProgressBar
      label={t('audit.chain.running')}
      value={total === 0 ? null : Number(check.checked) / total}
      detail={t('audit.chain.of', {
        checked: format.number(check.checked),
        total: format.number(check.total),
      })}
    />
  );
}

function faultText({ problem }: AuditCheck, t: ReturnType<typeof useTranslation<'admin'>>['t']): string {
  if (!problem) return '';
  const { fault, number, entryId } = problem;
  return t(`audit.fault.${fault}`, { number: number ?? '', entryId: entryId ?? '' });
}
