import { bind } from '#platform/http/bind.ts';
import { cleaningContract } from './cleaning.contract.ts';
import { ruleRows } from './rules.ts';

export const cleaningRoutes = bind(cleaningContract, {
  rules: async () => ({ items: ruleRows() }),
});
