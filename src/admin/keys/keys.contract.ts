import { z } from 'zod';
import { contract, endpoint, id, instant, nothing } from '#platform/http/contract.ts';

const apiKey = z.object({
  id,
  name: z.string(),
  hint: z.string().meta({ description: 'The first characters of the key, to tell it by.' }),
  permissions: z.array(z.string()),
  createdAt: instant,
  expiresAt: instant,
  rowsADay: z
    .number()
    .int()
    .meta({ description: 'Rows of people and their documents that go out by it at most.' }),
  lastUsedAt: instant.nullable(),
  lastAddress: z.string().nullable(),
});
export type ApiKey = z.output<typeof apiKey>;

/** The longest life of a key, in days. */
const mostDays = 400;

export const keysContract = contract('admin', {
  keys: endpoint({
    method: 'GET',
    path: '/account/keys',
    summary: 'Lists your keys for other programs that have not ended.',
    needs: 'signedIn',
    input: nothing,
    output: z.object({ items: z.array(apiKey) }),
    fails: ['admin.not_a_user', 'admin.not_for_keys'],
  }),
  makeKey: endpoint({
    method: 'POST',
    path: '/account/keys',
    summary:
      'Makes a key with which another program acts for you, within these permissions and your own; shown this once.',
    needs: 'signedIn',
    secret: true,
    input: z.strictObject({
      name: z.string().trim().min(1).max(80),
      permissions: z.array(z.string().max(80)).min(1).max(500),
      days: z.number().int().min(1).max(mostDays).default(90).meta({ description: 'Until it expires.' }),
      rowsADay: z.number().int().min(1).max(1_000_000_000).default(100_000).meta({
        description: 'Past it, lists and exports answer `platform.rows_used_up` until midnight UTC.',
      }),
    }),
    output: apiKey.extend({
      key: z.string().meta({ description: 'Send it as `Authorization: Bearer …`.' }),
    }),
    fails: [
      'admin.not_a_user',
      'admin.not_for_keys',
      'admin.permission_unknown',
      'admin.beyond_own_rights',
      'admin.too_many_keys',
    ],
  }),
  endKey: endpoint({
    method: 'DELETE',
    path: '/account/keys/:id',
    summary: 'Ends one of your keys at once.',
    needs: 'signedIn',
    input: z.strictObject({ id }),
    output: nothing,
    fails: ['admin.not_a_user', 'admin.not_for_keys', 'admin.key_not_found'],
  }),
});
