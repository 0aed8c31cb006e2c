import type { MoneyFact, PersonFacts } from '../../../src/finance/persons/facts.ts'
import { noTaxes } from '../../../src/finance/tax/rules.ts'
import { startOfDay } from '../../../src/platform/day.ts'
import { zone } from '../../ledger/builders.ts'
import { currency } from '../asked.ts'

let count = 0

/** A person's row of the ledger: a gift of 100.00 EUR unless told otherwise. */
export function money(day: string, amount: bigint, facts: Partial<MoneyFact> = {}): MoneyFact {
  count += 1
  return {
    id: `ent_${count}`,
    occurred_at: startOfDay(day, zone),
    day,
    kind: 'payment',
    source: 'stripe',
    class: 'gift',
    campaign: null,
    article: null,
    subscription: null,
    currency: 'EUR',
    amount,
    tax: 0n,
    fee: 0n,
    charge: `ch_${count}`,
    undoes: null,
    exchange_rate: null,
    ...facts,
  }
}

/** What comes back of a payment: a refund unless told otherwise. */
export function back(
  of: MoneyFact,
  day: string,
  amount: bigint,
  facts: Partial<MoneyFact> = {},
): MoneyFact {
  const { charge, class: name } = of
  return money(day, -amount, { kind: 'refund', charge, class: name, ...facts })
}

/** One person's facts of money, in EUR. */
export function person(name: string, ...rows: readonly MoneyFact[]): PersonFacts {
  return { person: name, currency: currency('EUR'), taxes: noTaxes, money: rows, changes: [] }
}
