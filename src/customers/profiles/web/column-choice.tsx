import { ColumnChooser } from '#platform/ui/column-chooser.tsx';
import type { Column } from '#platform/ui/table-column.ts';
import type { CustomerRow } from '../customer-row.contract.ts';
import type { useCustomerColumns } from './customer-columns.tsx';
import { columnsIn, nameColumn, type useListColumns, wordOfColumns } from './list-columns.ts';

interface ColumnChoiceProps {
  columns: ReturnType<typeof useCustomerColumns>;
  list: ReturnType<typeof useListColumns>;
}

const choiceOf = ({ key, header, width = 120 }: Column<CustomerRow>) => ({ key, label: header, width });

/** Which columns the list of customers shows; the name always comes first. */
export function ColumnChoice({ columns, list: { shown, choose } }: ColumnChoiceProps) {
  const choosable = columns.shown.filter(({ key }) => key !== nameColumn);
  return (
    <ColumnChooser
      shown={choosable.map(choiceOf)}
      others={columns.others.map(choiceOf)}
      onChange={(keys) => choose({ ...shown, keys })}
      onResize={(key, width) => choose({ ...shown, widths: { ...shown.widths, [key]: width } })}
      onReset={wordOfColumns(shown) === undefined ? undefined : () => choose(columnsIn(undefined))}
    />
  );
}
