import { bind } from '#platform/http/bind.ts';
import { hintsContract } from './hints.contract.ts';
import { hintsOf } from './hints.ts';

export const hintsRoutes = bind(hintsContract, { hints: (ctx, input) => hintsOf(ctx, input) });
