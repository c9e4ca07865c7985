import { addDays, type Moment, startOfDay } from '../rules/moment.ts';
import { conditionsOf, type Rule } from '../rules/rule-tree.contract.ts';

const hourMs = 3_600_000;
/** What these say changes while nothing happens. */
const timely: ReadonlySet<string> = new Set(['age', 'birthday', 'sequence']);

/** Whether the rule may come to hold, or not to hold any more, by time alone. */
function dependsOnTime(rule: Rule): boolean {
  return conditionsOf(rule).some(
    ({ condition }) =>
      timely.has(condition.type) || /"within"|"days|"nextDays"|"daysAgo"/.test(JSON.stringify(condition)),
  );
}

/** When a segment is looked through next: at the start of the day, and where time counts every hour. */
export function nextDue(rule: Rule, { now, today, timeZone }: Moment): string {
  const tomorrow = startOfDay(addDays(today, 1), timeZone);
  if (!dependsOnTime(rule)) return tomorrow;
  const hour = new Date((Math.floor(now.getTime() / hourMs) + 1) * hourMs).toISOString();
  return Date.parse(hour) < Date.parse(tomorrow) ? hour : tomorrow;
}
