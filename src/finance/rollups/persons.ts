import type { Transaction } from 'kysely'
import { readerOf } from '../../platform/database/connection.ts'
import type { Schema } from '../../platform/database/schema.ts'
import { factsOf, nextPersons, personsAtOnce } from '../persons/facts.ts'
import { keepLines, namedLines } from '../persons/kept-lines.ts'
import type { LineMaker } from '../persons/line.ts'
import { linesPart, linesRule } from '../persons/sums.ts'
import { tellingOfPersons, touchedPersons } from '../persons/touched.ts'
import { clearSome } from './clear.ts'
import type { Rules } from './ledger.ts'
import type { Part } from './pass.ts'

/** How many new rows one pass takes: each may bring a person's whole history. */
const rowsAtOnce = 200

/**
 * The sums over persons of these makers' lines. Beside them stands what each person came to when last
 * looked at, so that whoever is looked at again is taken out first, whichever of their facts changed.
 */
export function personSums(makers: readonly LineMaker[], rules: Rules): Part {
  return {
    name: linesPart,
    madeBy: makers.map((maker) => linesRule(maker, rules)),
    tables: tellingOfPersons,
    most: rowsAtOnce,
    clear: async (trx) =>
      (await clearSome(trx, 'person_lines')) && (await clearSome(trx, 'person_sum')),
    make: async (trx, { reached }) => {
      const persons = await nextPersons(readerOf(trx), reached)
      await keep(trx, persons)
      return persons.length === personsAtOnce ? (persons.at(-1) ?? null) : null
    },
    fold: async (trx, span) => {
      const persons = await touchedPersons(readerOf(trx), span, rules)
      for (let first = 0; first < persons.length; first += personsAtOnce) {
        await keep(trx, persons.slice(first, first + personsAtOnce))
      }
    },
  }

  async function keep(trx: Transaction<Schema>, persons: readonly string[]): Promise<void> {
    if (persons.length === 0) return
    const facts = await factsOf(readerOf(trx), persons, rules.currency)
    const lines = facts.map((one) => ({
      person: one.person,
      lines: makers.flatMap((maker) => namedLines(maker, maker.linesOf(one))),
    }))
    await keepLines(trx, lines)
  }
}
