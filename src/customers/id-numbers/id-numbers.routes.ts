import { bind } from '#platform/http/bind.ts';
import { idNumbersContract } from './id-numbers.contract.ts';
import { removeIdNumber, revealIdNumber } from './id-numbers.ts';

export const idNumbersRoutes = bind(idNumbersContract, {
  revealIdNumber: (ctx, input) => ctx.transact((inner) => revealIdNumber(inner, input)),
  removeIdNumber,
});
