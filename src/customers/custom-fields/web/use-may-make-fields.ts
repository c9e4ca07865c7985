import { useMay } from '#platform/ui/session.tsx';
import { useMayChangeAll } from '../../profiles/web/may-change-all.ts';

/** Whether somebody may add custom fields and change them. */
export function useMayMakeFields(): boolean {
  const may = useMay();
  const mayChangeAll = useMayChangeAll();
  return may('customers.fields') && mayChangeAll;
}
