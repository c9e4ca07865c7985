import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import { customersUpdated } from '../events.ts';
import { refuseUnwritable } from '../fields/field-rights.ts';
import { keepChange } from '../history/keep-changes.queries.ts';
import { claimContact, releaseContact } from '../identities/identities.queries.ts';
import { handOver } from '../identities/reclaim.ts';
import type { ContactKind, ContactPoint } from './contact-point.contract.ts';
import {
  contactPointsOf,
  deleteContactPoint,
  insertContactPoint,
  settlePrimary,
  writeContactPoint,
} from './contact-points.queries.ts';
import { normalEmail, normalPhone, normalWebsite } from './contact-values.ts';
import { customerDetailOf } from './customer-detail.queries.ts';
import type { CustomerDetail } from './profiles.contract.ts';
import { lockCustomer, touchCustomer } from './profiles.queries.ts';
import { refreshSearch } from './search.queries.ts';
import { tellChanged } from './tell-changed.ts';

export interface ContactPointInput {
  kind: ContactKind;
  value: string;
  label?: string | null | undefined;
  isPrimary?: boolean | undefined;
}

interface ReadContact {
  value: string;
  /** May tell who somebody is. */
  isKey: boolean;
}

function readContact(kind: ContactKind, entered: string, country: string | null): ReadContact {
  const read = {
    phone: () => {
      const phone = normalPhone(entered, country ?? undefined);
      return phone && { value: phone.value, isKey: phone.certain };
    },
    email: () => {
      const value = normalEmail(entered);
      return value === undefined ? undefined : { value, isKey: true };
    },
    website: () => {
      const value = normalWebsite(entered);
      return value === undefined ? undefined : { value, isKey: false };
    },
    wechat: () => ({ value: entered, isKey: false }),
  }[kind]();
  if (!read) throw fail('invalid', 'customers.contact_point_invalid', { values: { value: entered } });
  return read;
}

/** Adds a contact point to a customer whose row is new or locked; gives its value in our form. Fails as the contract says. */
export async function attachContactPoint(
  ctx: Context,
  customer: { id: string; country: string | null },
  input: ContactPointInput,
): Promise<string> {
  const { kind } = input;
  refuseUnwritable(ctx, [kind]);
  const read = readContact(kind, input.value, customer.country);
  const point = {
    kind,
    value: read.value,
    entered: input.value,
    label: input.label ?? null,
    isPrimary: false,
  };
  if (!(await insertContactPoint(ctx, customer.id, point))) throw exists(read.value);
  const added = (await contactPointsOf(ctx, customer.id)).find(
    (other) => other.kind === kind && other.value === read.value,
  );
  await settlePrimary(ctx, customer.id, kind, input.isPrimary ? added?.id : undefined);
  await claim(ctx, customer.id, kind, read);
  return read.value;
}

/** The value leads to this customer from now on, unless it leads to a namesake already. */
async function claim(
  ctx: Context,
  customerId: string,
  kind: ContactKind,
  { value, isKey }: ReadContact,
): Promise<void> {
  if (isKey && (kind === 'phone' || kind === 'email')) await claimContact(ctx, customerId, { kind, value });
}

async function release(ctx: Context, customerId: string, { kind, value }: ContactPoint): Promise<void> {
  if (kind === 'phone' || kind === 'email')
    await handOver(ctx, await releaseContact(ctx, customerId, { kind, value }));
}

/** Adds a contact point and gives back the customer. */
export async function addContactPoint(
  ctx: Context,
  input: ContactPointInput & { id: string },
): Promise<CustomerDetail> {
  const customer = await lockCustomer(ctx, input.id);
  const value = await attachContactPoint(ctx, customer, input);
  await keepChange(ctx, { customerId: input.id, field: input.kind, before: null, after: value });
  return finish(ctx, input.id, 'customers.add_contact_point', { kind: input.kind });
}

/** Edits a contact point and gives back the customer. A primary one stays until another is made primary. */
export async function updateContactPoint(
  ctx: Context,
  input: {
    id: string;
    contactPointId: string;
    value?: string | undefined;
    label?: string | null | undefined;
    status?: ContactPoint['status'] | undefined;
    isPrimary?: boolean | undefined;
  },
): Promise<CustomerDetail> {
  const customer = await lockCustomer(ctx, input.id);
  const points = await contactPointsOf(ctx, input.id);
  const point = pointOf(points, input.contactPointId);
  refuseUnwritable(ctx, [point.kind]);
  const next = {
    ...point,
    label: input.label === undefined ? point.label : input.label,
    status: input.status ?? point.status,
  };
  if (input.value !== undefined && input.value !== point.entered) {
    const read = readContact(point.kind, input.value, customer.country);
    const taken = points.some(
      (other) => other.id !== point.id && other.kind === point.kind && other.value === read.value,
    );
    if (taken) throw exists(read.value);
    await release(ctx, input.id, point);
    await claim(ctx, input.id, point.kind, read);
    const change = { customerId: input.id, field: point.kind, before: point.value, after: read.value };
    await keepChange(ctx, change);
    Object.assign(next, { value: read.value, entered: input.value, status: input.status ?? 'unverified' });
  }
  await writeContactPoint(ctx, input.id, next);
  if (input.isPrimary) await settlePrimary(ctx, input.id, point.kind, point.id);
  return finish(ctx, input.id, 'customers.update_contact_point', { kind: point.kind });
}

/** Removes a contact point and gives back the customer; the eldest of its kind becomes primary instead. */
export async function removeContactPoint(
  ctx: Context,
  input: { id: string; contactPointId: string },
): Promise<CustomerDetail> {
  await lockCustomer(ctx, input.id);
  const point = pointOf(await contactPointsOf(ctx, input.id), input.contactPointId);
  refuseUnwritable(ctx, [point.kind]);
  await deleteContactPoint(ctx, input.id, point.id);
  await keepChange(ctx, { customerId: input.id, field: point.kind, before: point.value, after: null });
  await settlePrimary(ctx, input.id, point.kind);
  await release(ctx, input.id, point);
  return finish(ctx, input.id, 'customers.remove_contact_point', { kind: point.kind });
}

function pointOf(points: ContactPoint[], id: string): ContactPoint {
  const point = points.find((other) => other.id === id);
  if (!point) throw fail('notFound', 'customers.contact_point_not_found');
  return point;
}

function exists(value: string) {
  return fail('conflict', 'customers.contact_point_exists', { values: { value } });
}

async function finish(
  ctx: Context,
  id: string,
  action: string,
  detail: Record<string, unknown>,
): Promise<CustomerDetail> {
  await touchCustomer(ctx, id);
  await refreshSearch(ctx, [id]);
  await tellChanged(ctx, customersUpdated, [id]);
  await ctx.audit(action, `customer:${id}`, detail);
  return (await customerDetailOf(ctx, id))!;
}
