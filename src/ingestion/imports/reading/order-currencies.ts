const mostOrders = 50_000;

/**
 * Tells whether a line names another currency than the first line of its order did. Remembers the orders of
 * the last 50,000 to 100,000 that named one: lines of an order stand together in files.
 */
export function orderCurrencies(): (order: string, currency: string) => boolean {
  let recent = new Map<string, string>();
  let before = new Map<string, string>();
  return (order, currency) => {
    const known = recent.get(order) ?? before.get(order);
    if (known !== undefined) return known !== currency;
    if (recent.size >= mostOrders) {
      before = recent;
      recent = new Map();
    }
    recent.set(order, currency);
    return false;
  };
}
