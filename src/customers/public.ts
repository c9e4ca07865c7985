export { recordActivities } from './activities/activities.ts';
export { storeActivities } from './activities/store-activities.ts';
export { takeBackActivities } from './activities/take-back-activities.ts';
export { withinTime } from './conditions/within-time.queries.ts';
export {
  addedFields,
  fieldsToFill,
  openFields,
  readFields,
  uniqueFields,
} from './custom-fields/custom-fields.queries.ts';
export { longestUnique } from './custom-fields/custom-value.contract.ts';
export { changedValues, chosenAmong, unfitAmong } from './custom-fields/custom-values.queries.ts';
export { changesOfValues, claimWith, type FieldChange } from './custom-fields/custom-values.ts';
export { cellsOfFields } from './custom-fields/exported-values.ts';
export { customFieldConditions } from './custom-fields/field-conditions.queries.ts';
export {
  reads as readsField,
  refuseUnreadable as refuseUnreadableFields,
  refuseUnwritable as refuseUnwritableFields,
} from './fields/field-rights.ts';
export { maskedValue, shownCustomFields } from './fields/shown-fields.queries.ts';
export { because } from './history/because.ts';
export { customersKnownAs } from './identities/known-customers.ts';
export { customerNames } from './profiles/customer-names.queries.ts';
export { refuseNarrowReach } from './profiles/needs-all.ts';
export { holdCustomers } from './profiles/profiles.queries.ts';
export { mergeSearch } from './profiles/search.queries.ts';
export { storeTotalsFrom } from './profiles/totals.queries.ts';
export { reachedByCustomer } from './profiles/visible-customers.queries.ts';
export {
  type CustomerSnapshot,
  customerSnapshots,
  customersToldBy,
} from './records/customer-snapshots.queries.ts';
export { ensureCustomers } from './records/ensure-customers.ts';
export { noteCustomersMet } from './records/import-sightings.queries.ts';
export { sourceNamed } from './records/sources.queries.ts';
export { stageArrivals, storeArrivals } from './records/store-arrivals.ts';
export { undoRecords } from './records/undo-records.ts';
export { relate } from './relations/relations.ts';
export { storedSources } from './sources/sources.queries.ts';
export { trustSource } from './sources/trust-source.ts';
export { tagsMeantBy } from './tags/tags.queries.ts';
export { carriersByRule } from './tags/tags-by-rule.queries.ts';
export { beginTagRule, endTagRule, tagByRule, untagByRule } from './tags/tags-by-rule.ts';
export { customersMeant } from './works/work-chunks.queries.ts';
export { startWork } from './works/works.ts';
