import { bind } from '#platform/http/bind.ts';
import { dropFormerName, makeTag, mergeSums, mergeTag, renameTagGroup, updateTag } from './keep-tags.ts';
import { listTags } from './kept-tags.queries.ts';
import { tagsContract } from './tags.contract.ts';
import { addTag, removeTag, tagMany, untagMany } from './tags.ts';

export const tagsRoutes = bind(tagsContract, {
  tags: async (ctx, { counts }) => ({ items: await listTags(ctx, { counts }) }),
  makeTag,
  updateTag,
  renameTagGroup,
  mergeSums,
  mergeTag,
  dropFormerName,
  addTag,
  removeTag,
  tagMany,
  untagMany,
});
