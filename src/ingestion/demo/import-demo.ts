import { finishLines, stageLines, storeLines } from '#commerce/public.ts';
import { customersKnownAs, ensureCustomers, recordActivities, relate } from '#customers/public.ts';
import { systemActor } from '#platform/access/actor.ts';
import type { Context } from '#platform/db/context.ts';
import { transact } from '#platform/db/transact.queries.ts';
import type { ImportRecord } from '../imports/imports.queries.ts';
import { lastChunk } from '../imports/journal.queries.ts';
import { copyWriter } from '../imports/reading/copy-text.ts';
import type { ImportWork, WorkChunk } from '../imports/work.ts';
import { type DemoActivity, demoActivities } from './activities.ts';
import { demoCustomers } from './customers.ts';
import type { DemoCustomer } from './demo-customer.ts';
import { type DemoOrder, demoOrders } from './orders.ts';

/** About 25,000 order lines. */
const customersAChunk = 2_000;

const homeCurrency = 'CNY';

/** The demo shop: customers, relations, orders and activities of one stretch of customers after the other. */
export const demoWork: ImportWork = {
  async *open(platform, record, signal) {
    const { customers: total, seed } = record.options as { customers: number; seed: number };
    const start = await transact(platform, systemActor, (ctx) => lastChunk(ctx, record.id));
    let firstRow = start.row;
    for (let from = start.byte; from < total && !signal.aborted; from += customersAChunk) {
      const slice = { from, count: Math.min(total, from + customersAChunk), seed };
      const lines = linesOf([...demoOrders(slice)].flat(), firstRow);
      yield workOf(record, slice, firstRow, lines);
      firstRow += lines.count;
    }
  },
  async finish(ctx, record) {
    const sums = await finishLines(ctx, record.id);
    return {
      orders: Number(sums.orders),
      cancellations: Number(sums.cancellations),
      customers: Number(record.bytes_total),
    };
  },
};

interface Slice {
  from: number;
  count: number;
  seed: number;
}

function workOf(
  record: ImportRecord,
  slice: Slice,
  firstRow: number,
  lines: { copy: Buffer; count: number },
): WorkChunk {
  return {
    firstRow,
    lastRow: firstRow + lines.count - 1,
    stage: (ctx) => stageLines(ctx, lines.copy),
    async store(ctx) {
      const sourceId = record.source_id!;
      await storeCustomers(ctx, record, sourceId, slice);
      const stored = await storeLines(ctx, {
        importId: record.id,
        sourceId,
        currency: homeCurrency,
        since: new Date(record.started_at ?? record.created_at),
      });
      await storeActivities(ctx, sourceId, slice);
      return {
        failures: [],
        journal: {
          outcomes: stored.outcomes,
          recordIds: stored.orderIds,
          firstRow,
          byteFrom: slice.from,
          byteTo: slice.count,
          bytesDone: slice.count,
          guestLines: stored.guestLines,
        },
      };
    },
  };
}

async function storeCustomers(
  ctx: Context,
  record: ImportRecord,
  sourceId: string,
  slice: Slice,
): Promise<void> {
  const customers = [...demoCustomers(slice)].flat();
  const origin = { importId: record.id };
  await ensureCustomers(ctx, { sourceId, origin, candidates: customers.map(candidateOf) });
  const related = customers.flatMap((customer) =>
    customer.relations.map((relation) => ({ from: customer.externalId, ...relation })),
  );
  const ids = await customersKnownAs(ctx, sourceId, [
    ...new Set(related.flatMap((one) => [one.from, one.toExternalId])),
  ]);
  await relate(
    ctx,
    related.map((one) => ({
      customerId: ids.get(one.from)!,
      kind: one.kind,
      relatedId: ids.get(one.toExternalId)!,
    })),
  );
}

function candidateOf(customer: DemoCustomer) {
  const { truth: _truth, relations: _relations, ...payload } = customer;
  const { name, address } = customer;
  return {
    externalId: customer.externalId,
    kind: customer.kind,
    name: name.full,
    familyName: name.family ?? undefined,
    givenName: name.given ?? undefined,
    phones: customer.phones.map((phone) => phone.number),
    emails: customer.emails.map((email) => email.address),
    gender: customer.gender ?? undefined,
    birthday: customer.birthday ?? undefined,
    language: customer.language,
    country: address?.country,
    region: address?.province,
    city: address?.city,
    district: address?.district,
    address: address?.street,
    postalCode: address?.postcode,
    company: customer.company ?? undefined,
    payload,
  };
}

async function storeActivities(ctx: Context, sourceId: string, slice: Slice): Promise<void> {
  const activities = [...demoActivities(slice)].flat();
  const ids = await customersKnownAs(ctx, sourceId, [
    ...new Set(activities.map((one) => one.customerExternalId)),
  ]);
  const { language } = await ctx.organisation();
  await recordActivities(
    ctx,
    activities.map((one) => ({
      customerId: ids.get(one.customerExternalId)!,
      type: one.type,
      occurredAt: one.occurredAt,
      payload: payloadOf(one, one.text[language]),
      key: one.externalId,
      sourceId,
    })),
  );
}

function payloadOf(activity: DemoActivity, text: string): Record<string, unknown> {
  const direction = activity.direction ?? 'out';
  if (activity.type === 'call') return { direction, text };
  if (activity.type === 'message') return { direction, channel: 'wechat', text };
  return { text };
}

/** What the demo tells of no order: more of its customer, and custom fields. */
const unknown = Array<null>(9).fill(null);

/** The lines of orders in COPY text format, numbered from `firstRow`. */
function linesOf(orders: DemoOrder[], firstRow: number): { copy: Buffer; count: number } {
  const writer = copyWriter();
  let row = firstRow;
  for (const order of orders) {
    const head = [
      order.number,
      order.orderedAt,
      order.type,
      order.originalNumber,
      order.store[order.language],
      order.channel[order.language],
      order.brand[order.language],
      order.seller,
      order.currency,
    ];
    for (const line of order.lines) {
      const goods = [line.productCode, line.productName, line.category, line.quantity, line.unitPrice, null];
      writer.add(row, [...head, ...goods, order.customerExternalId, ...unknown]);
      row += 1;
    }
  }
  return { copy: writer.take(), count: row - firstRow };
}
