import { entriesBehind } from '../../ledger/entries.ts'
import type { Reader } from '../../platform/database/connection.ts'
import type { Day } from '../../platform/day.ts'
import type { Currency } from '../../platform/money/currency.ts'
import { isWithin, type Range } from '../period.ts'
import { factsInPages, type PersonFacts } from '../persons/facts.ts'
import type { AttributionFigure } from './attribution-period.ts'
import { conversionsOf } from './conversion.ts'
import { type CountedThing, creditsOf } from './counted.ts'
import type { AttributionGroup, Model } from './credit.ts'

/** A row of the ledger behind a figure: what it counts for, as the part of one key. */
export type CreditRow = Readonly<{
  what: CountedThing
  member_id: string
  entry: string
  day: Day
  key: string
  value: bigint
}>

type Asked = Readonly<{ currency: Currency; group: AttributionGroup; model: Model }>

/** What of a conversion each figure is the sum of. */
export const thingOf: Readonly<Record<AttributionFigure, CountedThing>> = {
  members_new: 'members_new',
  gifts: 'gifts',
  amount_minor: 'amount',
  net_to_date_minor: 'net',
}

/** A person's rows that count in the range. */
export function creditRowsOf(
  facts: PersonFacts,
  range: Range,
  { model, group }: Pick<Asked, 'group' | 'model'>,
): CreditRow[] {
  return conversionsOf(facts)
    .flatMap((conversion) => creditsOf(conversion, model, group))
    .filter(({ at }) => isWithin(at, range))
    .map(({ what, row, key, value }) => {
      return { what, member_id: facts.person, entry: row.id, day: row.day, key, value }
    })
}

/** All rows that count in the range, person by person. Reads those who paid in it, and nobody else. */
export async function creditRows(reader: Reader, range: Range, asked: Asked): Promise<CreditRow[]> {
  const persons = await payersIn(reader, range)
  const rows: CreditRow[] = []
  for await (const facts of factsInPages(reader, persons, asked.currency)) {
    rows.push(...facts.flatMap((person) => creditRowsOf(person, range, asked)))
  }
  return rows
}

/** Every conversion of a range has its first payment there, and a failed debit its own row. */
async function payersIn(reader: Reader, range: Range): Promise<string[]> {
  const rows = await entriesBehind(reader, { ...range, source: 'stripe' })
    .where('entry.kind', 'in', ['payment', 'payment_failure'])
    .where('label.member_id', 'is not', null)
    .select('label.member_id')
    .distinct()
    .orderBy('label.member_id')
    .execute()
  return rows.flatMap(({ member_id }) => member_id ?? [])
}
