import { bind } from '#platform/http/bind.ts';
import { productsContract } from './products.contract.ts';
import {
  countProducts,
  createProduct,
  editProduct,
  listProductFacets,
  listProductMonths,
  listProducts,
  showProduct,
} from './products.ts';

export const productRoutes = bind(productsContract, {
  list: listProducts,
  count: countProducts,
  facets: listProductFacets,
  get: (ctx, input) => showProduct(ctx, input.id),
  months: (ctx, input) => listProductMonths(ctx, input.id),
  create: createProduct,
  update: editProduct,
});
