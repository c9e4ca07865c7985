export { type ActivityType, activityType } from './activities/activities.contract.ts';
export {
  type CustomFieldType,
  customEditRefusals,
  customEdits,
  customFieldType,
  customValue,
  customValues,
  stableKey,
} from './custom-fields/custom-value.contract.ts';
export { fieldFilters } from './custom-fields/field-filters.contract.ts';
export { filterRefusals } from './profiles/customer-filters.contract.ts';
export { tagsContract } from './tags/tags.contract.ts';
export { cityTier } from './tiers/tiers.contract.ts';
export { work } from './works/work.contract.ts';
export { type MeantInput, meant } from './works/works.contract.ts';
