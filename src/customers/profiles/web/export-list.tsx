import { Download } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallOf } from '#platform/http/contract.ts';
import { Button } from '#platform/ui/button.tsx';
import { Menu } from '#platform/ui/menu.tsx';
import { problemText } from '#platform/ui/problem.ts';
import { toast } from '#platform/ui/toast.tsx';
import { useStartWork } from '../../works/web/use-start-work.ts';
import { worksContract } from '../../works/works.contract.ts';
import { fieldsOfColumn } from './list-columns.ts';

interface ExportListProps {
  listing: CallOf<typeof worksContract.endpoints.startExport>;
  /** Keys of the columns on show, where there are any to choose. */
  columns?: readonly string[];
}

/** Exports the list in the background: with the columns that it shows, or with every field. */
export function ExportList({ listing, columns }: ExportListProps) {
  const { t } = useTranslation('customers');
  const { start, starting, error } = useStartWork(worksContract.endpoints.startExport);
  useEffect(() => {
    if (error) toast({ tone: 'danger', title: problemText(error) });
  }, [error]);
  if (!columns)
    return (
      <Button icon={Download} busy={starting} onClick={() => void start(listing)}>
        {t('list.export')}
      </Button>
    );
  const shown = columns.flatMap(fieldsOfColumn);
  return (
    <Menu
      align="end"
      trigger={
        <Button icon={Download} busy={starting}>
          {t('list.export')}
        </Button>
      }
      entries={[
        {
          key: 'shown',
          label: t('list.exportShown'),
          onSelect: () => void start({ ...listing, columns: [...new Set(shown)].join(',') }),
        },
        { key: 'all', label: t('list.exportAll'), onSelect: () => void start(listing) },
      ]}
    />
  );
}
