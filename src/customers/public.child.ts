export { type Arriving, arrivalColumns, arrivalValues } from './records/arriving.ts';
