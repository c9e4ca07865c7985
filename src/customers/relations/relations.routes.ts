import { bind } from '#platform/http/bind.ts';
import { relationsContract } from './relations.contract.ts';
import { addRelation, circle, listRelations, removeRelation } from './relations.ts';

export const relationsRoutes = bind(relationsContract, {
  listRelations: async (ctx, { id }) => ({ items: await listRelations(ctx, id) }),
  circle,
  addRelation: async (ctx, input) => ({ items: await addRelation(ctx, input) }),
  removeRelation: async (ctx, input) => ({ items: await removeRelation(ctx, input) }),
});
