import type { Method } from '#platform/http/contract.ts';
import { fields } from './field-rights.fixtures.ts';

/** Every way to set a field, or to let it be computed anew. */
export const edits: Record<string, [Method, string, object][]> = Object.fromEntries([
  ...Object.entries(fields).map(([field, value]) => [
    field,
    [
      ['PATCH', '/customers/:id', { kind: 'organisation', [field]: value }],
      ['POST', '/customers', { displayName: 'New', [field]: value }],
      ['POST', '/customers/:id/release', { field }],
    ],
  ]),
  ...['phone', 'email', 'wechat', 'website'].map((kind) => [
    kind,
    [
      ['POST', '/customers', { displayName: 'New', contactPoints: [{ kind, value: 'x@y.example' }] }],
      ['POST', '/customers/:id/contact-points', { kind, value: 'x@y.example' }],
      ['PATCH', `/customers/:id/contact-points/:${kind}`, { label: 'x' }],
      ['DELETE', `/customers/:id/contact-points/:${kind}`, undefined],
      ...(kind === 'phone' || kind === 'email'
        ? [['POST', '/shared-values', { kind, value: 'x', isShared: true }]]
        : []),
    ],
  ]),
  [
    'ownerId',
    [
      ['PATCH', '/customers/:id', { ownerId: null }],
      ['POST', '/customers/assign', { ids: ['1'], ownerId: null }],
    ],
  ],
  ['idNumber', [['DELETE', '/customers/:id/id-number', undefined]]],
  ['custom', [['POST', '/customers/:id/release', { field: 'custom.Shoe' }]]],
  [
    'field',
    [
      ['PATCH', '/customers/:id', { customFields: { club: 'x' } }],
      ['POST', '/customers', { displayName: 'New', customFields: { club: 'x' } }],
      ['POST', '/customers/:id/release', { field: 'field.club' }],
    ],
  ],
  [
    'tags',
    [
      ['POST', '/customers/:id/tags', { name: 'x' }],
      ['DELETE', '/customers/:id/tags/:tagId', undefined],
      ['POST', '/customers/tags', { ids: ['1'], name: 'x' }],
    ],
  ],
]);
