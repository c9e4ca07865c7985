import { sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';

/** A line that names another currency than its document has. */
export interface OtherCurrency {
  rowNo: string;
  currency: string;
}

/**
 * Takes lines off the stage that name another currency than their document has: that with which it is stored, else
 * that of its first line, which is `defaultCurrency` where it names none.
 */
export async function dropOtherCurrencies(
  ctx: Context,
  sourceId: string,
  defaultCurrency: string,
): Promise<OtherCurrency[]> {
  const named = await sql`select from staged_lines where currency is not null limit 1`.execute(ctx.tx);
  if (named.rows.length === 0) return [];
  const { rows } = await sql<OtherCurrency>`
    with spread as (
      select order_number, min(coalesce(currency, ${defaultCurrency})) as lowest,
        max(coalesce(currency, ${defaultCurrency})) as highest
      from staged_lines group by order_number
    ), known as (
      select spread.order_number, stored.currency::text as currency, lowest, highest
      from spread
      left join commerce.order_keys key on key.source_id = ${sourceId} and key.number = spread.order_number
      left join commerce.orders stored on stored.customer_id = key.customer_id and stored.id = key.order_id
    ), doubtful as (
      select order_number, currency from known where lowest <> highest or lowest <> coalesce(currency, lowest)
    ), opening as (
      select distinct on (order_number) order_number, coalesce(line.currency, ${defaultCurrency}) as currency
      from staged_lines line join doubtful using (order_number)
      where doubtful.currency is null order by order_number, row_no
    )
    delete from staged_lines line using doubtful left join opening using (order_number)
    where line.order_number = doubtful.order_number
      and line.currency <> coalesce(doubtful.currency, opening.currency)
    returning line.row_no as "rowNo", line.currency`.execute(ctx.tx);
  return rows;
}
