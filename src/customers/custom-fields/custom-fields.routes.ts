import { bind } from '#platform/http/bind.ts';
import { withinTime } from '../conditions/within-time.queries.ts';
import { customFieldsContract } from './custom-fields.contract.ts';
import { countValues } from './custom-fields.queries.ts';
import {
  createField,
  createGroup,
  fieldsShown,
  orderCustomFields,
  removeGroup,
  renameFieldGroup,
  updateField,
} from './custom-fields.ts';

export const customFieldsRoutes = bind(customFieldsContract, {
  customFields: fieldsShown,
  countCustomValues: (ctx) => withinTime(ctx, () => countValues(ctx)),
  createCustomField: createField,
  updateCustomField: updateField,
  orderCustomFields,
  createFieldGroup: createGroup,
  renameFieldGroup,
  removeFieldGroup: removeGroup,
});
