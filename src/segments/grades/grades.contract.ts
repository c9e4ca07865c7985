import { z } from 'zod';
import { contract, count, endpoint, id, instant, nothing, page, pageInput } from '#platform/http/contract.ts';
import { bothLanguages } from '../rules/rules.contract.ts';
import {
  pageAsOf,
  standing,
  standingCustomer,
  unreadable,
  workedOut,
} from '../standing/standing.contract.ts';
import { gradeKey } from './grade-keys.contract.ts';
import { scheme, toldScheme } from './scheme.contract.ts';

const settings = z.object({
  scheme: toldScheme,
  isGiven: z.boolean().meta({ description: 'As the product gives it: nobody has changed anything.' }),
  version: z.int(),
});
export type GradeSettings = z.output<typeof settings>;

const grade = z.object({ key: gradeKey, name: bothLanguages });
export type Grade = z.output<typeof grade>;

const overview = z.object({
  settings,
  sentences: z
    .array(bothLanguages)
    .meta({ description: 'The rules of criteria or grades in words, in their order.' }),
  broken: z.array(count).meta({
    description: 'Which of them name what is not there any more, or cannot be read: grades stand still.',
  }),
  state: workedOut,
  customers: count.meta({ description: 'Customers that the caller reaches.' }),
  grades: z.array(grade.extend(standing)),
  asOf: instant,
});
export type GradesOverview = z.output<typeof overview>;

const gradedCustomer = standingCustomer.extend({ grade: gradeKey, points: z.int().nullable() });
export type GradedCustomer = z.output<typeof gradedCustomer>;

const part = z.object({ sentence: bothLanguages, points: z.int() });

const customerGrade = z.object({
  grade: grade.nullable().meta({ description: 'Null in none.' }),
  since: instant.nullable(),
  points: z.int().nullable().meta({ description: 'Null where rules decide.' }),
  parts: z
    .array(part.extend({ met: z.boolean() }))
    .meta({ description: 'What makes the points: each criterion, and whether the customer meets it.' }),
  standsStill: z.boolean().meta({ description: 'True while a rule of the scheme names what is not there.' }),
});

const gradeChange = z.object({
  id,
  changedAt: instant,
  customerId: id,
  from: grade.nullable(),
  to: grade.nullable(),
  cause: z.enum(['first', 'scheme', 'orders', 'other']),
  points: z.int().nullable(),
  parts: z
    .array(part)
    .nullable()
    .meta({ description: 'The criteria met; null of a scheme that is used no more.' }),
});
export type GradeChange = z.output<typeof gradeChange>;

const ruleRefusals = [...unreadable, 'segments.rule_not_askable', 'segments.grades_in_circles'];

/** How much customers are worth to us, and why. */
export const gradesContract = contract('segments', {
  grades: endpoint({
    method: 'GET',
    path: '/segments/grades',
    summary: 'Gives the scheme of grades and how many customers that the caller reaches have each.',
    needs: 'segments.read',
    input: nothing,
    output: overview,
    fails: unreadable,
  }),
  gradedCustomers: endpoint({
    method: 'GET',
    path: '/segments/grades/customers',
    summary: 'Lists the customers of a grade, those who came into it last first.',
    needs: 'segments.read',
    countsReads: 'customers',
    input: z.strictObject({ grade: gradeKey.optional(), ...pageInput }),
    output: pageAsOf(gradedCustomer),
    fails: ['platform.wrong_cursor', ...unreadable],
  }),
  gradeChanges: endpoint({
    method: 'GET',
    path: '/segments/grades/changes',
    summary: 'Lists changes of grade, the newest first, with what caused them.',
    needs: 'segments.read',
    countsReads: 'customers',
    input: z.strictObject({ ...pageInput }),
    output: page(gradeChange.extend({ name: z.string().nullable() })),
    fails: ['platform.wrong_cursor', ...unreadable],
  }),
  customerGrade: endpoint({
    method: 'GET',
    path: '/customers/:id/grade',
    summary: 'Tells the grade of a customer and what it is made of.',
    needs: 'segments.read',
    input: z.strictObject({ id }),
    output: customerGrade,
    fails: ['customers.not_found', ...unreadable],
  }),
  customerGrades: endpoint({
    method: 'GET',
    path: '/customers/:id/grades',
    summary: 'Lists how the grade of a customer changed, the newest first, with what caused it.',
    needs: 'segments.read',
    input: z.strictObject({ id, ...pageInput }),
    output: page(gradeChange),
    fails: ['customers.not_found', 'platform.wrong_cursor', ...unreadable],
  }),
  previewGrades: endpoint({
    method: 'POST',
    path: '/segments/grades/preview',
    summary: 'Works out how many would change grade by another scheme; stores nothing.',
    needs: 'segments.write',
    input: z.strictObject({ scheme }),
    output: z.object({
      moved: count,
      flows: z.array(z.object({ from: gradeKey.nullable(), to: gradeKey.nullable(), customers: count })),
      asOf: instant,
    }),
    fails: ruleRefusals,
  }),
  editGrades: endpoint({
    method: 'PUT',
    path: '/segments/grades/settings',
    summary:
      'Changes the scheme of grades, null = as the product gives it; grades are worked out anew in the background.',
    needs: 'segments.write',
    ifMatch: true,
    input: z.strictObject({ scheme: scheme.nullable() }),
    output: settings,
    fails: ['customers.needs_all', 'segments.version_conflict', 'segments.tag_in_circles', ...ruleRefusals],
  }),
  computeGrades: endpoint({
    method: 'POST',
    path: '/segments/grades/compute',
    summary: 'Works the grades out anew, in the background.',
    needs: 'segments.write',
    input: nothing,
    output: workedOut,
  }),
});
