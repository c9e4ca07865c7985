import { expect, test } from 'vitest';
import { z } from 'zod';
import type { Domain } from '#platform/domains/domain.ts';
import { defineEvent } from '#platform/events/events.ts';
import { contract, endpoint } from '#platform/http/contract.ts';
import { defineJob } from '#platform/jobs/jobs.ts';
import { apiPage, eventsPage, jobsPage, permissionsPage, settingsPage } from './reference.ts';

const read = { needs: 'pets.read', input: z.object({}), output: z.any() };
const pets: Domain = {
  name: 'pets',
  routes: [
    {
      contract: contract('pets', {
        walk: endpoint({
          ...read,
          method: 'POST',
          path: '/dogs/:id/walks',
          summary: 'Walks a dog | cat.',
          fails: ['pets.asleep'],
        }),
        list: endpoint({ ...read, method: 'GET', path: '/dogs', summary: 'Lists dogs.' }),
        dismiss: endpoint({
          ...read,
          method: 'DELETE',
          path: '/walkers/:id',
          summary: 'Ends a job.',
          needs: 'admin.manage',
        }),
      }),
      handlers: {},
    },
  ],
  jobs: [
    defineJob({
      name: 'walk-dogs',
      payload: z.object({ dogId: z.string(), far: z.boolean().optional() }),
      attempts: 3,
      schedule: '0 8 * * *',
      run: async () => {},
    }),
  ],
  events: [defineEvent('pets.walked', z.object({ dogId: z.string() }))],
  reactions: [{ event: 'pets.walked', name: 'feed-after-walk', run: async () => {} }],
  personalData: [],
};

test('endpoints are listed by path with permission and error codes, bars escaped', () => {
  expect(apiPage([pets])).toContain(`## pets

| Call | What it does | Needs | Fails with |
| --- | --- | --- | --- |
| \`GET /dogs\` | Lists dogs. | \`pets.read\` |  |
| \`POST /dogs/:id/walks\` | Walks a dog \\| cat. | \`pets.read\` | \`pets.asleep\` |
`);
});

test('permissions tell who holds them and what they open', () => {
  const page = permissionsPage([pets]);
  expect(page).toContain('| `admin.manage` | owner, administrator | `DELETE /walkers/:id` |');
  expect(page).toContain(
    '| `pets.read` | owner, administrator, manager, member, viewer | `GET /dogs`, `POST /dogs/:id/walks` |',
  );
});

test('events tell their payload and who reacts, jobs their payload, clock and attempts', () => {
  expect(eventsPage([pets])).toContain('| `pets.walked` | `dogId` | `feed-after-walk` |');
  expect(jobsPage([pets])).toContain('| `walk-dogs` | pets | `dogId`, `far?` | `0 8 * * *` (UTC) | 3 |');
});

test('every setting has a meaning on the page of settings', () => {
  const rows = settingsPage()
    .split('\n')
    .filter((line) => line.startsWith('| `'));
  expect(rows.length).toBeGreaterThan(4);
  for (const row of rows) expect(row).toMatch(/\| [A-Z][^|]+\. \|$/);
});
