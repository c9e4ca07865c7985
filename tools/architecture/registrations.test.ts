import { expect, test } from 'vitest';
import { z } from 'zod';
import { defineEvent } from '#platform/events/events.ts';
import { defineJob } from '#platform/jobs/jobs.ts';
import { projectOf } from './project.ts';
import { definitionsAreRegistered, namesInUseAreDeclared, reactionsAreRegistered } from './registrations.ts';

const job = defineJob({ name: 'walk-dogs', payload: z.object({}), attempts: 1, run: async () => {} });
const event = defineEvent('pets.walked', z.object({}));
const domain = { name: 'pets', routes: [], jobs: [job], events: [event], reactions: [], personalData: [] };
const path = 'src/pets/dogs/dogs.jobs.ts';

function withSource(source: string) {
  return projectOf({ [path]: source }, { domains: [domain] });
}

test('a registered job and event pass', () => {
  const source = `defineJob({\n  name: 'walk-dogs' });\nexport const walked = defineEvent('pets.walked', z.object({}));`;
  expect(definitionsAreRegistered(withSource(source))).toEqual([]);
});

test.each([
  [`defineJob({ name: 'feed-dogs' })`, 'feed-dogs is registered in no domain.ts'],
  [`defineEvent('pets.fed', z.object({}))`, 'pets.fed is registered in no domain.ts'],
  [`defineJob({ attempts: 1 })`, 'defineJob must begin with its name as a plain string'],
  ['defineEvent(`pets.fed`)', 'defineEvent must begin with its name as a plain string'],
])('an unregistered definition is found: %s', (source, message) => {
  expect(definitionsAreRegistered(withSource(source))).toEqual([{ path, message }]);
});

test('the definition of defineJob itself is no job', () => {
  expect(definitionsAreRegistered(withSource('export function defineJob(job: Job): Job {}'))).toEqual([]);
});

test('a job of the platform passes when apps takes its file', () => {
  const platform = { 'src/platform/jobs/upkeep.jobs.ts': `defineJob({ name: 'tidy' })` };
  const apps = { 'src/apps/server.ts': `import { jobs } from '#platform/jobs/upkeep.jobs.ts';` };
  expect(definitionsAreRegistered(projectOf({ ...platform, ...apps }))).toEqual([]);
  expect(definitionsAreRegistered(projectOf(platform))).toHaveLength(1);
});

test('a misspelt event or job name is found where it is used', () => {
  const source = `await ctx.emit('pets.wlaked', {}); await ctx.enqueue('walk-dogs', {}); await ctx.enqueue('walkdogs');`;
  expect(namesInUseAreDeclared(withSource(source)).map((violation) => violation.message)).toEqual([
    'emits pets.wlaked, which no domain declares',
    'enqueues walkdogs, which no domain declares',
  ]);
});

test('a reaction must be imported by the domain.ts of its domain', () => {
  const reaction = { 'src/pets/dogs/on-order-placed.ts': '' };
  const imported = `import { feed } from './dogs/on-order-placed.ts';`;
  expect(reactionsAreRegistered(projectOf({ ...reaction, 'src/pets/domain.ts': imported }))).toEqual([]);
  expect(reactionsAreRegistered(projectOf({ ...reaction, 'src/pets/domain.ts': '' }))).toHaveLength(1);
  expect(reactionsAreRegistered(projectOf({ ...reaction, 'src/cats/domain.ts': imported }))).toHaveLength(1);
});
