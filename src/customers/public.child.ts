export { type ArrivingActivity, activityColumns, activityValues } from './activities/arriving-activity.ts';
export { type Arriving, arrivalColumns, arrivalValues } from './records/arriving.ts';
