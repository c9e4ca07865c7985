export {
  type ArrivingActivity,
  activityColumns,
  activityValues,
  typeOfArriving,
} from './activities/arriving-activity.ts';
export { checkedValue } from './custom-fields/custom-value.contract.ts';
export type { FieldToFill } from './custom-fields/field-to-fill.ts';
export { type Arriving, arrivalColumns, arrivalValues } from './records/arriving.ts';
