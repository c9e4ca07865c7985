export { customerOptions } from './profiles/web/find-customers.ts';
