export { putFirstRates } from './currencies/currencies.ts';
export { finishLines, storeLines } from './orders/store-lines.ts';
