import type { Command } from 'commander';
import { ordersContract } from '#commerce/orders/orders.contract.ts';
import { productsContract } from '#commerce/products/products.contract.ts';
import { addExportCommand } from './export-command.ts';
import { addListCommand } from './list-command.ts';
import type { Run } from './session.ts';
import { addShowCommand } from './show-command.ts';
import type { Texts } from './texts.ts';

/** `orders list|show|export`. */
export function addOrdersCommands(program: Command, texts: Texts, run: Run): void {
  const { list, get, export: download } = ordersContract.endpoints;
  const group = program.command('orders').description(texts.say('command.orders'));
  addListCommand(
    group,
    texts.say('command.ordersList'),
    {
      endpoint: list,
      columns: ({ money, time }) => [
        { title: 'ID', cell: ({ id }) => id, align: 'right' },
        { title: texts.say('field.number'), cell: ({ number }) => number },
        { title: texts.say('field.kind'), cell: ({ kind }) => texts.say(`value.${kind}`) },
        { title: texts.say('field.orderedAt'), cell: ({ orderedAt }) => time(orderedAt) },
        {
          title: texts.say('field.customerName'),
          cell: ({ customerId, customerName }) =>
            customerId === null ? texts.say('value.guest') : (customerName ?? customerId),
        },
        { title: texts.say('field.store'), cell: ({ store, channel }) => store ?? channel ?? '' },
        {
          title: texts.say('field.lineCount'),
          cell: ({ lineCount }) => texts.number(lineCount),
          align: 'right',
        },
        {
          title: texts.say('field.amountMinor'),
          cell: ({ amountMinor, currency }) => money(amountMinor, currency),
          align: 'right',
        },
        { title: texts.say('field.currency'), cell: ({ currency }) => currency },
      ],
    },
    texts,
    run,
  );
  addShowCommand(group, texts.say('command.ordersShow'), get, texts, run);
  addExportCommand(group, texts.say('command.ordersExport'), download, texts, run);
}

/** `products list`. */
export function addProductsCommands(program: Command, texts: Texts, run: Run): void {
  const group = program.command('products').description(texts.say('command.products'));
  addListCommand(
    group,
    texts.say('command.productsList'),
    {
      endpoint: productsContract.endpoints.list,
      columns: ({ money, day, currency }) => [
        { title: 'ID', cell: ({ id }) => id, align: 'right' },
        { title: texts.say('field.code'), cell: ({ code }) => code },
        { title: texts.say('field.name'), cell: ({ name }) => name },
        { title: texts.say('field.category'), cell: ({ category }) => category ?? '' },
        {
          title: texts.say('field.lineCount'),
          cell: ({ lineCount }) => texts.number(lineCount ?? '0'),
          align: 'right',
        },
        {
          title: texts.say('field.quantity'),
          cell: ({ quantity }) => texts.number(quantity ?? '0'),
          align: 'right',
        },
        {
          title: [texts.say('field.revenueMinor'), currency].filter(Boolean).join(' '),
          cell: ({ revenueMinor }) => money(revenueMinor),
          align: 'right',
        },
        { title: texts.say('field.lastSoldAt'), cell: ({ lastSoldAt }) => day(lastSoldAt) },
      ],
    },
    texts,
    run,
  );
}
