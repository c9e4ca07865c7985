import { bind } from '#platform/http/bind.ts';
import { historyContract } from './history.contract.ts';
import { historyOf } from './history.ts';

export const historyRoutes = bind(historyContract, { history: historyOf });
