import { bind } from '#platform/http/bind.ts';
import { orderHistoryContract } from './history.contract.ts';
import { historyOfOrder } from './history.ts';

export const orderHistoryRoutes = bind(orderHistoryContract, { history: historyOfOrder });
