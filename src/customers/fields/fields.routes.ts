import { bind } from '#platform/http/bind.ts';
import { fieldsContract } from './fields.contract.ts';
import { customerFields } from './fields.ts';

export const fieldsRoutes = bind(fieldsContract, {
  fields: async (ctx) => ({ items: [...(await customerFields(ctx))] }),
});
