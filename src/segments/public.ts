export { keepMembers } from './memberships/keep-members.ts';
