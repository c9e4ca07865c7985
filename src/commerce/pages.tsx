import { Coins, Package, Receipt } from 'lucide-react';
import type { WebDomain } from '#platform/ui/page.ts';
import { keptFromOrders } from './fields/web/order-right.ts';

const pages: WebDomain['pages'] = [
  {
    path: '/orders',
    needs: 'commerce.read',
    load: () => import('./orders/web/orders-page.tsx'),
    nav: { labelKey: 'commerce:nav.orders', icon: Receipt, order: 70, shortcut: 'o' },
    commands: [
      {
        key: 'new-order',
        labelKey: 'commerce:orders.new',
        icon: Receipt,
        to: '/orders?new=1',
        needs: 'commerce.write',
        isOffered: (session) => keptFromOrders(session) === undefined,
      },
    ],
  },
  { path: '/orders/$id', needs: 'commerce.read', load: () => import('./orders/web/order-page.tsx') },
  {
    path: '/products',
    needs: 'commerce.read',
    load: () => import('./products/web/products-page.tsx'),
    nav: { labelKey: 'commerce:nav.products', icon: Package, order: 72, shortcut: 'p' },
    commands: [
      {
        key: 'new-product',
        labelKey: 'commerce:products.new',
        icon: Package,
        to: '/products?new=1',
        needs: 'commerce.write',
      },
    ],
  },
  { path: '/products/$id', needs: 'commerce.read', load: () => import('./products/web/product-page.tsx') },
  {
    path: '/settings/currencies',
    needs: 'commerce.read',
    load: () => import('./currencies/web/currencies-page.tsx'),
    nav: {
      labelKey: 'commerce:currencies.title',
      icon: Coins,
      order: 101,
      parent: '/settings',
      place: 'foot',
    },
    commands: [
      {
        key: 'currencies',
        labelKey: 'commerce:command.currencies',
        icon: Coins,
        to: '/settings/currencies',
      },
    ],
  },
];

const slots: WebDomain['slots'] = [
  {
    slot: 'customer.panels',
    key: 'orders',
    order: 10,
    labelKey: 'commerce:nav.orders',
    needs: 'commerce.read',
    load: () => import('./orders/web/customer-orders.tsx'),
  },
  {
    slot: 'customer.preview',
    key: 'orders',
    order: 10,
    needs: 'commerce.read',
    load: () => import('./orders/web/customer-latest-orders.tsx'),
  },
  {
    slot: 'customer.notices',
    key: 'unrated',
    order: 10,
    needs: 'commerce.read',
    load: () => import('./orders/web/customer-unrated.tsx'),
  },
  {
    slot: 'customer.actions',
    key: 'new-order',
    order: 10,
    needs: 'commerce.write',
    load: () => import('./orders/web/customer-new-order.tsx'),
  },
  {
    slot: 'role.fields',
    key: 'orders',
    order: 20,
    load: () => import('./fields/web/order-field-rights-choice.tsx'),
  },
  {
    slot: 'access.fields',
    key: 'orders',
    order: 20,
    load: () => import('./fields/web/order-field-rights-list.tsx'),
  },
];

const finders: WebDomain['finders'] = [
  {
    key: 'orders',
    labelKey: 'commerce:nav.orders',
    needs: 'commerce.read',
    load: () => import('./orders/web/find-orders.ts'),
  },
  {
    key: 'products',
    labelKey: 'commerce:nav.products',
    needs: 'commerce.read',
    load: () => import('./products/web/find-products.ts'),
  },
];

const feeds: WebDomain['feeds'] = [
  {
    feed: 'customer',
    key: 'orders',
    labelKey: 'commerce:nav.orders',
    needs: 'commerce.read',
    load: () => import('./orders/web/order-feed.tsx'),
  },
];

/** What the commerce domain shows in the web app. */
export const web: WebDomain = { pages, slots, finders, feeds };
