export { stagedLineColumns } from './orders/stage-lines.queries.ts';
export { finishLines, type LineChunk, storeLines, sumsOfImport } from './orders/store-lines.ts';
