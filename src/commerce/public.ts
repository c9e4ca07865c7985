export { finishLines, storeLines } from './orders/store-lines.ts';
