import { ArrowDownUp } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import { usePhone } from './media.ts';
import { Menu } from './menu.tsx';
import type { Column, TableSort } from './table-column.ts';

interface SortMenuProps<Row> {
  columns: readonly Column<Row>[];
  sort: TableSort;
  onSort: (sort: TableSort) => void;
}

/** Sorts where a list is cards, which have no heads to press; the same again turns the order around. */
export function SortMenu<Row>({ columns, sort, onSort }: SortMenuProps<Row>) {
  const { t } = useTranslation('ui');
  const phone = usePhone();
  const sortable = columns.filter((column) => column.sort);
  if (!phone || sortable.length === 0) return null;
  return (
    <Menu
      trigger={
        <Button tone="quiet" size="small" icon={ArrowDownUp}>
          {t('sort.title')}
        </Button>
      }
      entries={sortable.map(({ key, sortKey = key, header, sort: first }) => {
        const chosen = sort.key === sortKey;
        const direction = !chosen ? first! : sort.direction === 'asc' ? 'desc' : 'asc';
        return {
          key,
          label: header,
          chosen,
          ...(chosen ? { note: t(`sort.${sort.direction}`) } : {}),
          onSelect: () => onSort({ key: sortKey, direction }),
        };
      })}
    />
  );
}
