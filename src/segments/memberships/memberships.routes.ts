import { bind } from '#platform/http/bind.ts';
import { membershipsContract } from './memberships.contract.ts';
import {
  countHistory,
  explainMembership,
  listMembers,
  listMovements,
  segmentsOfCustomer,
} from './memberships.ts';
import { addMeant, moveByHand } from './move-by-hand.ts';
import { portraitOf } from './portrait.ts';

export const membershipsRoutes = bind(membershipsContract, {
  members: listMembers,
  movements: listMovements,
  countHistory,
  portrait: portraitOf,
  membership: explainMembership,
  segmentsOfCustomer,
  addMembers: async (ctx, input) => movedAre(await moveByHand(ctx, input, 'enter')),
  addMeant,
  removeMembers: async (ctx, input) => movedAre(await moveByHand(ctx, input, 'leave')),
});

const movedAre = (ids: string[]) => ({ moved: ids.length, ids });
