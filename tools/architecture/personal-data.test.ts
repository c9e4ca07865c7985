import { expect, test } from 'vitest';
import { personalDataIsDeclared } from './personal-data.ts';
import { projectOf } from './project.ts';

const schema = `create table customers.customers (
  id bigint not null,
  constraint customers_pkey PRIMARY KEY (id)
);

create table pets.dogs (
  name text,
  customer_id bigint not null
);

create table pets.breeds (
  name text
);
`;

function complaints(personalData: { table: string; customerColumn: string }[]) {
  const domain = { name: 'pets', routes: [], jobs: [], events: [], reactions: [], personalData };
  const project = projectOf({ 'database/schema.sql': schema }, { domains: [domain] });
  return personalDataIsDeclared(project).map((violation) => violation.message);
}

test('a table with a customer column that no domain declares is found', () => {
  expect(complaints([{ table: 'customers.customers', customerColumn: 'id' }])).toEqual([
    'personalData must list pets.dogs, whose column customer_id names a customer',
  ]);
});

test('declared tables pass, tables without a customer need no entry', () => {
  expect(
    complaints([
      { table: 'customers.customers', customerColumn: 'id' },
      { table: 'pets.dogs', customerColumn: 'customer_id' },
    ]),
  ).toEqual([]);
});

test('an entry whose column does not exist is found', () => {
  const given = complaints([
    { table: 'customers.customers', customerColumn: 'id' },
    { table: 'pets.dogs', customerColumn: 'owner' },
  ]);
  expect(given).toEqual(['personalData lists pets.dogs.owner, which database/schema.sql has not']);
});
