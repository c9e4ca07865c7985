import type { FieldRights } from '#platform/access/field-rights.contract.ts';
import { useGuardedFields } from './field-rights-list.tsx';
import { FieldRightsOfKind } from './field-rights-of-kind.tsx';

interface FieldRightsChoiceProps {
  value: FieldRights;
  disabled: boolean;
  onChange: (value: FieldRights) => void;
}

/** The slot `role.fields`: the fields of customers that a role keeps people from. */
export function Panel(props: FieldRightsChoiceProps) {
  return <FieldRightsOfKind fields={useGuardedFields()} {...props} />;
}
