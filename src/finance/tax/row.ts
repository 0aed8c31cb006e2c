import { type RawBuilder, sql } from 'kysely'
import type { Day } from '../../platform/day.ts'
import { quotient } from '../quotient.ts'
import type { Taxes } from './rules.ts'

type Minor = RawBuilder<bigint | null>

/** What a row's amount, or its payment's, comes to in the currency that is asked for. */
export type Worth = (row: 'entry' | 'paid', day: RawBuilder<Day>) => Minor

/** Kinds of what takes a payment back, wholly or in part, or undoes that. */
export const givesBack = sql`('refund', 'refund_failure', 'dispute', 'dispute_reversal', 'payment_failure')`

/**
 * The tax in an entry's amount, with the amount's sign, over the columns of `entry` and `label`
 * (finance.md 1.1): of a payment what is left above round(amount / (1 + rate)). What is given back
 * takes of its payment's tax the share that it has of the payment, rounded over all that was given back
 * until then, so that a payment which goes back in parts takes exactly its tax along; without its
 * payment it is taxed as one. Only payments through Stripe hold tax: other income is entered without.
 * Null where it would need a rate of exchange that there is none of.
 */
export function taxIn({ rules }: Taxes, worth: Worth, visible: Visible): Minor {
  if (rules.length === 0) return sql`0::bigint`
  const document = sql`${JSON.stringify(rules.map(ruleRow))}::jsonb`
  const ownDay = sql<Day>`entry.day`
  return sql`case
    when entry.source <> 'stripe' then 0
    when entry.kind = 'payment' then ${included(document, worth('entry', ownDay), ownDay)}
    when entry.kind in ${givesBack} then ${orElse(
      shareOfPayment(document, worth, visible),
      included(document, worth('entry', ownDay), ownDay),
    )}
    else 0
  end`
}

/** Narrows a table of entries, by its name in the statement, to the rows that may be seen. */
export type Visible = (table: 'paid' | 'back') => RawBuilder<boolean>

function ruleRow({ product, country, from, rate }: Taxes['rules'][number], place: number) {
  const { n, d } = rate
  return { product, country, from_day: from, place, keeps: String(d), of: String(d + n) }
}

/** Tax at the rate of the first rule that reaches the label on that day. */
function included(document: RawBuilder<unknown>, amount: Minor, day: RawBuilder<Day>): Minor {
  const net = quotient(sql`(${amount}) * keeps`, sql`"of"`)
  const held = sql`
    select (${amount}) - ${net}
    from jsonb_to_recordset(${document}) as rule (product text, country text, from_day date,
      place int, keeps numeric, "of" numeric)
    where (rule.product is null or rule.product in (label.product, label.class))
      and (rule.country is null or rule.country = label.country)
      and (rule.from_day is null or rule.from_day <= ${day})
    order by place limit 1`
  return orElse(held, sql`0::bigint`)
}

/** The value of the one row, which may be null; of no row the other one. */
function orElse(row: RawBuilder<unknown>, other: Minor): Minor {
  return sql`(coalesce(nullif(array(${row}), '{}'), array[${other}]))[1]`
}

/** What the payment's tax is lower by after this row than before it. */
function shareOfPayment(document: RawBuilder<unknown>, worth: Worth, visible: Visible): Minor {
  const paidDay = sql<Day>`paid.day`
  const part = (given: RawBuilder<unknown>) => quotient(sql`tax * (${given})`, sql`amount_minor`)
  return sql`
    select ${part(sql`before`)} - ${part(sql`before - entry.amount_minor`)}
    from (
      select paid.amount_minor, ${included(document, worth('paid', paidDay), paidDay)} as tax, (
          select coalesce(sum(-back.amount_minor), 0) from entry back
          where back.charge = entry.charge and back.kind in ${givesBack} and ${visible('back')}
            and (back.occurred_at, back.id) < (entry.occurred_at, entry.id)) as before
      from entry paid
      where paid.charge = entry.charge and paid.kind = 'payment' and paid.amount_minor > 0
        and ${visible('paid')}
      order by paid.occurred_at, paid.id limit 1
    ) as payment`
}
