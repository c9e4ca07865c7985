import { bind } from '#platform/http/bind.ts';
import { duplicatesContract } from './duplicates.contract.ts';
import { countPairs, pairsOf } from './duplicates.queries.ts';
import { judge, possibleDuplicates, share } from './duplicates.ts';

export const duplicatesRoutes = bind(duplicatesContract, {
  possibleDuplicates,
  countPossibleDuplicates: (ctx, { importId }) => countPairs(ctx, importId),
  ofCustomer: async (ctx, { id }) => ({ items: await pairsOf(ctx, id) }),
  judge,
  share,
});
