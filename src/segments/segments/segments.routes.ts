import { bind } from '#platform/http/bind.ts';
import { dependantsOf, fieldDependants } from './dependants.ts';
import { readyMadeSegments } from './ready-made.ts';
import { segmentsContract } from './segments.contract.ts';
import { segmentsNamedLike } from './segments.queries.ts';
import {
  archiveSegment,
  combineSegments,
  copySegment,
  getSegment,
  listSegments,
  makeSegment,
  nameSegments,
  retakeSegment,
  updateSegment,
} from './segments.ts';

export const segmentsRoutes = bind(segmentsContract, {
  segments: listSegments,
  segmentNames: nameSegments,
  findSegments: async (ctx, { q }) => ({ items: await segmentsNamedLike(ctx, q) }),
  readyMade: (ctx) => readyMadeSegments(ctx),
  segment: getSegment,
  dependants: dependantsOf,
  fieldDependants,
  makeSegment,
  combineSegments,
  updateSegment,
  copySegment,
  retakeSegment,
  archiveSegment: (ctx, { id }) => archiveSegment(ctx, id, true),
  unarchiveSegment: (ctx, { id }) => archiveSegment(ctx, id, false),
});
