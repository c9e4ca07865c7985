import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import { Status } from '#platform/ui/badge.tsx';
import { Button } from '#platform/ui/button.tsx';
import { DataTable } from '#platform/ui/data-table.tsx';
import { useEndpointPages, useSend } from '#platform/ui/endpoint-hooks.ts';
import { Section } from '#platform/ui/page-header.tsx';
import { problemText } from '#platform/ui/problem.ts';
import { useFormat } from '#platform/ui/session.tsx';
import { EmptyState } from '#platform/ui/state-view.tsx';
import type { Column } from '#platform/ui/table-column.ts';
import { Time } from '#platform/ui/time.tsx';
import { toast } from '#platform/ui/toast.tsx';
import { type JobRow, jobsContract } from '../jobs.contract.ts';

const { jobs, retryJob, removeJob } = jobsContract.endpoints;

const refreshMs = 5_000;
const tones = { waiting: 'neutral', running: 'info', retrying: 'attention', givenUp: 'danger' } as const;

/** What the server does by itself or later, and what it gave up. */
export function Panel() {
  const { t } = useTranslation('admin');
  const pages = useEndpointPages(jobs, {}, { refreshMs });
  return (
    <Section title={t('jobs.title')} note={t('jobs.note')}>
      <DataTable
        framed
        maxHeight={480}
        label={t('jobs.title')}
        columns={useColumns()}
        rows={pages.rows}
        rowKey={(row) => row.id}
        hasMore={pages.hasMore}
        loadingMore={pages.loadingMore}
        onMore={pages.loadMore}
        error={pages.error}
        onRetry={pages.retry}
        empty={<EmptyState inset title={t('jobs.noneTitle')} text={t('jobs.noneText')} />}
      />
    </Section>
  );
}

/** A job in words; one that has none yet shows by its code. */
function jobText(name: string): string {
  const key = `admin:jobs.name.${name}`;
  return i18next.exists(key) ? i18next.t(key) : name;
}

function useColumns(): Column<JobRow>[] {
  const { t } = useTranslation('admin');
  const format = useFormat();
  return [
    {
      key: 'name',
      header: t('jobs.what'),
      width: 180,
      card: 'title',
      cell: (row) => <span title={row.name}>{jobText(row.name)}</span>,
    },
    {
      key: 'state',
      header: t('jobs.state'),
      width: 130,
      card: 'end',
      cell: (row) => <Status tone={tones[row.state]}>{t(`jobs.is.${row.state}`)}</Status>,
    },
    {
      key: 'due',
      header: t('jobs.due'),
      width: 110,
      optional: true,
      cell: (row) => <Time value={row.runAt} />,
    },
    {
      key: 'attempts',
      header: t('jobs.attempts'),
      width: 80,
      optional: true,
      cell: (row) =>
        t('jobs.of', { attempts: format.number(row.attempts), most: format.number(row.maxAttempts) }),
    },
    {
      key: 'problem',
      header: t('jobs.problem'),
      width: 140,
      grow: 2,
      cell: (row) => (
        <span className="pn-soft" title={row.problem ?? undefined}>
          {row.problem}
        </span>
      ),
    },
    { key: 'acts', header: '', width: 170, grow: 0, cell: (row) => <JobActs job={row} /> },
  ];
}

function JobActs({ job }: { job: JobRow }) {
  const { t } = useTranslation('admin');
  const again = useSend(retryJob, { refreshes: [jobs] });
  const removal = useSend(removeJob, { refreshes: [jobs] });
  const tell = (error: unknown) => toast({ title: problemText(error), tone: 'danger' });
  if (job.state !== 'retrying' && job.state !== 'givenUp') return null;
  return (
    <>
      <Button
        size="small"
        tone="quiet"
        busy={again.sending}
        onClick={() => void again.send({ id: job.id }).catch(tell)}
      >
        {t('jobs.retry')}
      </Button>
      {job.state === 'givenUp' ? (
        <Button
          size="small"
          tone="quiet"
          busy={removal.sending}
          onClick={() => void removal.send({ id: job.id }).catch(tell)}
        >
          {t('jobs.remove')}
        </Button>
      ) : null}
    </>
  );
}
