import { FileUp } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '#platform/ui/button.tsx';
import { Facts, Page, PageHeader, Section } from '#platform/ui/page-header.tsx';
import { useFormat, useMay } from '#platform/ui/session.tsx';
import { Time } from '#platform/ui/time.tsx';
import { CleaningDone } from '../../cleaning/web/cleaning-done.tsx';
import { defaultSource } from '../import-options.contract.ts';
import type { ImportDetail } from '../imports.contract.ts';
import { BatchRest } from './batch-rest.tsx';
import { FailedRows } from './failed-rows.tsx';
import { encodingNames } from './format-names.ts';
import { ImportProgress } from './import-progress.tsx';
import { ImportState } from './import-state.tsx';
import { titleOf } from './import-words.ts';
import { ImportYield } from './import-yield.tsx';
import { MendingsNotice } from './mendings-notice.tsx';
import { MendsNotice } from './mends-notice.tsx';
import './result.css';
import { ResultWords } from './result-words.tsx';
import { RowSums } from './row-sums.tsx';
import { fileOptions, isActive, rowsPerSecond } from './sums.ts';
import { UndoImport } from './undo-import.tsx';
import { UndoResult } from './undo-result.tsx';

/** An import that was started: how far it is, or what it came to; above it what holds it up. */
export function ImportResult({ row, notice }: { row: ImportDetail; notice: React.ReactNode }) {
  const { t } = useTranslation('ingestion');
  const format = useFormat();
  const may = useMay();
  const active = isActive(row);
  const undone = row.state === 'undoing' || row.state === 'undone';
  return (
    <Page>
      <PageHeader
        title={titleOf(row, t, format)}
        trail={[{ label: t('nav.imports'), to: '/imports' }]}
        notes={[<ImportState key="state" row={row} badge />]}
        actions={
          !active && may('ingestion.write') ? (
            <>
              <UndoImport row={row} />
              <ButtonLink to="/imports/new" icon={FileUp}>
                {t('command.newImport')}
              </ButtonLink>
            </>
          ) : undefined
        }
      />
      {notice}
      <Outcome row={row} />
      <BatchRest row={row} />
      <MendsNotice draft={row} />
      {undone ? null : <MendingsNotice row={row} />}
      {row.rowsIn > 0 || !active ? (
        <Section title={t('sums.title')} note={active ? t('sums.soFar') : undefined}>
          <RowSums row={row} />
        </Section>
      ) : null}
      {row.failed > 0 && !undone ? <FailedRows row={row} /> : null}
      {row.rowsIn > 0 && !undone ? (
        <Section title={t('yield.title')} note={active ? t('yield.later') : undefined}>
          <ImportYield row={row} />
        </Section>
      ) : null}
      {active || row.kind === 'demo' ? null : <CleaningDone row={row} />}
      <Section title={t('facts.title')}>
        <ImportFacts row={row} />
      </Section>
    </Page>
  );
}

/** How far it is, what it came to, or how it was taken back. */
function Outcome({ row }: { row: ImportDetail }) {
  if (row.state === 'undoing' || row.state === 'undone') return <UndoResult row={row} />;
  return isActive(row) ? <ImportProgress row={row} /> : <ResultWords row={row} />;
}

function ImportFacts({ row }: { row: ImportDetail }) {
  const { t } = useTranslation('ingestion');
  const format = useFormat();
  const options = fileOptions(row);
  const speed = rowsPerSecond(row, new Date());
  const tookMs =
    row.startedAt && row.finishedAt ? Date.parse(row.finishedAt) - Date.parse(row.startedAt) : null;
  const file = row.fileName
    ? [
        row.fileName,
        row.sizeBytes ? format.bytes(Number(row.sizeBytes)) : '',
        row.dialect ? encodingNames[row.dialect.encoding] : '',
      ]
    : [];
  const source = options.source === defaultSource ? t('facts.defaultSource') : options.source;
  const items = [
    { key: 'file', label: t('facts.file'), value: file.filter(Boolean).join(format.punctuation.comma) },
    { key: 'source', label: t('facts.source'), value: row.kind === 'demo' ? t('facts.demoSource') : source },
    {
      key: 'currency',
      label: t('facts.currency'),
      value: row.kind === 'orders' && options.currency && format.nameOf('currency', options.currency),
    },
    {
      key: 'started',
      label: t('facts.started'),
      value: row.startedAt ? <Time value={row.startedAt} as="dateTime" /> : t('facts.notYet'),
    },
    {
      key: 'took',
      label: t('facts.took'),
      value:
        tookMs === null
          ? undefined
          : [
              format.duration(Math.max(1_000, tookMs)),
              speed ? t('facts.speed', { count: speed, speed: format.number(speed) }) : '',
            ]
              .filter(Boolean)
              .join(format.punctuation.comma),
    },
  ];
  return <Facts items={items.filter((item) => item.value)} />;
}
