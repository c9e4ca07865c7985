import { profilesContract } from '../profiles.contract.ts';

const { list, get } = profilesContract.endpoints;

/** What shows the totals of customers: to be read anew by whoever changed orders. */
export const totalsEndpoints = [list, get];
