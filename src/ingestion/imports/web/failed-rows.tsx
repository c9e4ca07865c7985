import { Download } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '#platform/ui/button.tsx';
import { downloadUrl } from '#platform/ui/client.ts';
import type { Language } from '#platform/ui/format.ts';
import { Card, Section } from '#platform/ui/page-header.tsx';
import { useFormat, useMay } from '#platform/ui/session.tsx';
import { type ImportDetail, importsContract } from '../imports.contract.ts';
import { BringBack } from './bring-back.tsx';

/** The rows that were not taken, and the way to mend them. */
export function FailedRows({ row }: { row: ImportDetail }) {
  const { t } = useTranslation('ingestion');
  const format = useFormat();
  const may = useMay();
  return (
    <Section title={t('failures.title')} count={format.number(row.failed)}>
      <Card>
        <div className="im-failures">
          <p>{t('failures.text')}</p>
          <div className="im-failures-acts">
            <DownloadFailures id={row.id} />
            <ButtonLink to={`/imports/${row.id}/rows`} search={{ outcome: 'failed' }}>
              {t('failures.see')}
            </ButtonLink>
            {may('ingestion.write') ? <BringBack /> : null}
          </div>
        </div>
      </Card>
    </Section>
  );
}

/** A plain link: the browser saves the file while the page stays. */
export function DownloadFailures({ id }: { id: string }) {
  const { t, i18n } = useTranslation('ingestion');
  const language = i18n.language as Language;
  return (
    <a
      className="pn-button"
      data-tone="plain"
      href={downloadUrl(importsContract.endpoints.failures, { id, language })}
      download
    >
      <Download aria-hidden />
      <span>{t('failures.download')}</span>
    </a>
  );
}
