import { z } from 'zod';

export const mostGrades = 10;

/** What a grade is known by, whatever it is called. */
export const gradeKey = z
  .string()
  .regex(/^[a-z0-9]{1,20}$/)
  .meta({ examples: ['high'] });
