import { z } from 'zod';
import { customersUpdated } from '../events.ts';
import { because } from '../history/because.ts';
import { tellChanged } from '../profiles/tell-changed.ts';
import type { WorkRules } from '../works/run-work.ts';
import { carriersOf, moveCarriers, stayingTag } from './merge-tags.queries.ts';

const task = z.object({ from: z.string(), into: z.string() });
const customersAtOnce = 1_000;

/** Lets whoever carries a merged tag carry the one that stays, which is another once that one is merged in turn. */
export const mergeWork: WorkRules = {
  async gather(ctx, work) {
    const { from, into } = task.parse(work.task);
    return (await carriersOf(ctx, from, into)).customers;
  },
  async step(ctx, work) {
    const { from } = task.parse(work.task);
    const into = await stayingTag(ctx, from);
    if (into === undefined) return undefined;
    const { moved, had } = await moveCarriers(because(ctx, 'work', work.id), from, into, customersAtOnce);
    const ids = [...moved, ...had];
    if (ids.length === 0) return undefined;
    await tellChanged(ctx, customersUpdated, ids);
    await ctx.audit('customers.merge_tag_chunk', `tag:${into}`, { from, customers: ids.length });
    return { done: moved.length, unchanged: had.length, refused: 0 };
  },
};
