export { mappingOf } from './imports/reading/mapping.ts';
