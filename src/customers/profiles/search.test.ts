import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { customersFrom } from '../customers.fixtures.ts';
import { listCustomers } from './list-customers.queries.ts';
import { gramsOf, searchQuestion, searchText } from './search-text.ts';

const platform = await testPlatform();

beforeAll(async () => {
  await platform.run((ctx) =>
    customersFrom(ctx, [
      {
        externalId: '17850',
        name: '张三',
        phones: ['138 0013 8000'],
        emails: ['San.Zhang@Example.com'],
        company: '常青贸易',
      },
      { externalId: '17851', name: '单田芳' },
      { externalId: '12346', name: 'José Álvarez', phones: ['+34 912 34 56 78'] },
      { externalId: '99999', name: 'Zebra & Söhne 100%', kind: 'organisation' },
      { externalId: 'x_y', name: '１２号店' },
    ]),
  );
});

const found = async (q: string) => {
  const page = await platform.run((ctx) =>
    listCustomers(ctx, { bin: false, q, sort: 'displayName', limit: 50 }),
  );
  return page.items.map((row) => row.displayName);
};

test.each([
  ['张三', ['张三']],
  ['张', ['张三']],
  ['三', ['张三']],
  ['zhangsan', ['张三']],
  ['zhang san', ['张三']],
  ['ZS', ['张三']],
  ['138 0013', ['张三']],
  ['+86 138-0013', ['张三']],
  ['san.zhang@ex', ['张三']],
  ['17850', ['张三']],
  ['1785', ['单田芳', '张三']],
  ['常青', ['张三']],
  ['changqing', ['张三']],
  ['shantianfang', ['单田芳']],
  ['jose alvarez', ['José Álvarez']],
  ['álvarez', ['José Álvarez']],
  ['j', ['José Álvarez']],
  ['sohne', ['Zebra & Söhne 100%']],
  ['100%', ['Zebra & Söhne 100%']],
  ['x_y', ['１２号店']],
  ['12号', ['１２号店']],
  ['%', []],
  ['zhang 17851', []],
  ['zhang-san', []],
  ['x%y', []],
])('%s finds %j', async (typed, names) => {
  expect((await found(typed)).sort()).toEqual([...names].sort());
});

test('whatever part of a text is asked for, its pieces are among the text’s pieces', () => {
  const letters = fc.constantFrom(...'abz019张三李éß ０Ａ-.@&');
  fc.assert(
    fc.property(
      fc.array(letters, { minLength: 2, maxLength: 12 }),
      fc.nat(10),
      fc.nat(10),
      (all, from, length) => {
        const name = all.join('');
        const part = name.slice(from, from + length);
        const question = searchQuestion(part);
        fc.pre(
          question !== null && [...part.trim()].length > 1 && !/^[+\d\s().-]+$/.test(part.normalize('NFKC')),
        );
        fc.pre(!part.includes(' '));
        const grams = new Set(
          gramsOf(searchText({ displayName: name, company: null, contacts: [], externalIds: [] })),
        );
        for (const gram of question!.grams) expect(grams).toContain(gram);
      },
    ),
  );
});
