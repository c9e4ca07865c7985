import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import { reads } from '../fields/field-rights.ts';
import {
  customerExists,
  holdCustomers,
  kindOfVisible,
  kindsOf,
  refuseUnchangeable,
} from '../profiles/profiles.queries.ts';
import { circleOf } from './circle.queries.ts';
import type { RelationEntry, RelationKind } from './relations.contract.ts';
import { deleteRelation, relationsOf, storeRelations } from './relations.queries.ts';

export interface RelationToMake {
  customerId: string;
  kind: RelationKind;
  relatedId: string;
  role?: string;
}

/**
 * Relates customers to each other, many in one statement; gives back how many relations are new or have a new
 * role. Those whose ends do not exist or do not fit are left out.
 */
export async function relate(ctx: Context, relations: readonly RelationToMake[]): Promise<number> {
  const stored = await storeRelations(ctx, relations.map(inOneForm));
  if (stored > 0) await ctx.audit('customers.relate', 'customers', { relations: stored });
  return stored;
}

/** A household has no direction: the older customer stands first, so that it is there only once. */
function inOneForm(relation: RelationToMake) {
  const { customerId, kind, relatedId, role = null } = relation;
  const turned = kind === 'household' && BigInt(customerId) > BigInt(relatedId);
  return turned
    ? { customerId: relatedId, kind, relatedId: customerId, role }
    : { customerId, kind, relatedId, role };
}

/** The relations of one customer, at most 200. Fails with customers.not_found. */
export async function listRelations(ctx: Context, id: string): Promise<RelationEntry[]> {
  if (!(await customerExists(ctx, id, 'any'))) throw fail('notFound', 'customers.not_found');
  return relationsOf(ctx, id);
}

/**
 * Who belongs with a customer: everybody of the household of a person, or an organisation and its people, and what they
 * bought together, nobody counted twice. Fails with customers.not_found.
 */
export async function circle(ctx: Context, { id }: { id: string }) {
  const kind = await kindOfVisible(ctx, id);
  if (!kind) throw fail('notFound', 'customers.not_found');
  const { items, more } = await circleOf(ctx, { id, kind });
  const spend = items.reduce((sum, member) => sum + BigInt(member.spendMinor ?? 0), 0n);
  const orders = items.reduce((sum, member) => sum + (member.orders ?? 0), 0);
  return {
    items,
    orders: reads(ctx, 'orders') ? orders : null,
    spendMinor: reads(ctx, 'spendMinor') ? String(spend) : null,
    more,
  };
}

/**
 * Relates a customer to another; the same again changes the role. Fails with customers.not_found,
 * customers.related_not_found, and customers.relation_unfit for ends that the kind does not allow.
 */
export async function addRelation(
  ctx: Context,
  input: { id: string; kind: RelationKind; relatedId: string; role?: string | undefined },
): Promise<RelationEntry[]> {
  await holdCustomers(ctx, [input.id, input.relatedId]);
  const kinds = await kindsOf(ctx, [input.id, input.relatedId]);
  const [own, other] = [kinds.get(input.id), kinds.get(input.relatedId)];
  await refuseUnchangeable(ctx, input.id);
  if (!other) throw fail('notFound', 'customers.related_not_found');
  const fits = {
    works_at: own === 'person' && other === 'organisation',
    household: own === 'person' && other === 'person',
    referred_by: true,
  }[input.kind];
  if (!fits || input.id === input.relatedId) {
    throw fail('invalid', 'customers.relation_unfit', {
      detail: `${input.kind} does not fit these two customers.`,
    });
  }
  const relation = { customerId: input.id, kind: input.kind, relatedId: input.relatedId };
  await storeRelations(ctx, [
    inOneForm(input.role === undefined ? relation : { ...relation, role: input.role }),
  ]);
  await ctx.audit('customers.add_relation', `customer:${input.id}`, {
    kind: input.kind,
    relatedId: input.relatedId,
  });
  return relationsOf(ctx, input.id);
}

/** Ends a relation, whichever of the two holds it. Fails with customers.not_found or customers.relation_not_found. */
export async function removeRelation(
  ctx: Context,
  input: { id: string; kind: RelationKind; relatedId: string },
): Promise<RelationEntry[]> {
  await refuseUnchangeable(ctx, input.id);
  const { id: customerId, kind, relatedId } = input;
  if (!(await deleteRelation(ctx, { customerId, kind, relatedId })))
    throw fail('notFound', 'customers.relation_not_found');
  await ctx.audit('customers.remove_relation', `customer:${customerId}`, { kind, relatedId });
  return relationsOf(ctx, customerId);
}
