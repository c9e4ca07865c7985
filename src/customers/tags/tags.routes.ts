import { bind } from '#platform/http/bind.ts';
import { tagsContract } from './tags.contract.ts';
import { listTags } from './tags.queries.ts';
import { addTag, removeTag, tagMany, untagMany } from './tags.ts';

export const tagsRoutes = bind(tagsContract, {
  tags: async (ctx) => ({ items: await listTags(ctx) }),
  addTag,
  removeTag,
  tagMany,
  untagMany,
});
