import { bind } from '#platform/http/bind.ts';
import { tagRulesContract } from './tag-rules.contract.ts';
import { tagsStandingStill, tagsToSettle } from './tag-rules.queries.ts';
import { endTagRule, setTagRule, showTagRule } from './tag-rules.ts';

export const tagRulesRoutes = bind(tagRulesContract, {
  tagRule: showTagRule,
  settlingTags: async (ctx) => ({ ids: await tagsToSettle(ctx), standStill: await tagsStandingStill(ctx) }),
  setTagRule,
  endTagRule,
});
