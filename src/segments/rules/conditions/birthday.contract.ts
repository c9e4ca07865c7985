import { z } from 'zod';
import type { ConditionContract } from './family.contract.ts';

export const calendars = ['solar', 'lunar'] as const;

const days = z.number().int().min(1).max(366);
const shapes = {
  nextDays: z.strictObject({ nextDays: days }),
  lastDays: z.strictObject({ lastDays: days }),
  month: z.strictObject({ month: z.union([z.literal('this'), z.number().int().min(1).max(12)]) }),
};
type When = { [Key in keyof typeof shapes]: z.output<(typeof shapes)[Key]> }[keyof typeof shapes];

/**
 * Whose birthday comes round within days around today (today is the first or the last of them), or in a month: one of the
 * year, or the one that today lies in.
 */
export interface BirthdayCondition {
  type: 'birthday';
  calendar: (typeof calendars)[number];
  when: When;
}

function whenShape(given: unknown): z.ZodType {
  const key = Object.keys(shapes).find(
    (each) => typeof given === 'object' && given !== null && Object.hasOwn(given, each),
  );
  return shapes[(key ?? 'nextDays') as keyof typeof shapes];
}

export const birthdayContract: ConditionContract<BirthdayCondition> = {
  type: 'birthday',
  shapeOf: ({ when }) =>
    z.strictObject({
      type: z.literal('birthday'),
      calendar: z.enum(calendars).default('solar'),
      when: whenShape(when),
    }),
  examples: [
    { type: 'birthday', calendar: 'solar', when: { month: 'this' } },
    { type: 'birthday', calendar: 'lunar', when: { nextDays: 7 } },
    { type: 'birthday', calendar: 'solar', when: { month: 10 } },
  ],
  reads: () => ({ customers: ['birthday'] }),
  names: () => [],
  sentence({ calendar, when }, say) {
    if ('month' in when && when.month === 'this') return say.text(`birthday.${calendar}.thisMonth`);
    if ('month' in when)
      return say.text(`birthday.${calendar}.month`, { month: say.text(`month.${calendar}.${when.month}`) });
    const days = 'nextDays' in when ? when.nextDays : when.lastDays;
    const key = 'nextDays' in when ? 'nextDays' : 'days';
    const said =
      days === 1 ? say.text('window.today') : say.text(`window.${key}`, { days: say.number(days) });
    return say.text(`birthday.${calendar}.days`, { when: said });
  },
};
