import { bind } from '#platform/http/bind.ts';
import { duplicatesContract } from './duplicates.contract.ts';
import { countPairs } from './duplicates.queries.ts';
import { judge, pairsOfCustomer, possibleDuplicates, share } from './duplicates.ts';

export const duplicatesRoutes = bind(duplicatesContract, {
  possibleDuplicates,
  countPossibleDuplicates: (ctx, { importId }) => countPairs(ctx, importId),
  ofCustomer: pairsOfCustomer,
  judge,
  share,
});
