import { FieldRightsOfKind } from '#customers/public.web.ts';
import type { FieldRights } from '#platform/access/field-rights.contract.ts';
import { useGuardedOrderFields } from './order-field-rights-list.tsx';

interface OrderFieldRightsChoiceProps {
  value: FieldRights;
  disabled: boolean;
  onChange: (value: FieldRights) => void;
}

/** The slot `role.fields`: the fields of orders that a role keeps people from. */
export function Panel(props: OrderFieldRightsChoiceProps) {
  return <FieldRightsOfKind fields={useGuardedOrderFields()} {...props} />;
}
