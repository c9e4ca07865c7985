export { putFirstRates } from './currencies/currencies.ts';
export { forgetRefused } from './orders/refused-documents.queries.ts';
export { stageLines } from './orders/stage-lines.queries.ts';
export { finishLines, storeLines } from './orders/store-lines.ts';
export { finishUndoneLines, undoLines } from './orders/undo-lines.ts';
