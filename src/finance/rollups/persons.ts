import type { Transaction } from 'kysely'
import { readerOf } from '../../platform/database/connection.ts'
import type { Schema } from '../../platform/database/schema.ts'
import { factsInPages, nextPersons, type PersonFacts, personsAStep } from '../persons/facts.ts'
import { addToSums, namedLines, type PersonLines, replaceLines } from '../persons/kept-lines.ts'
import type { Line, LineMaker } from '../persons/line.ts'
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
      const persons = await nextPersons(readerOf(trx), reached, personsAStep)
      await keep(trx, persons)
      return persons.length === personsAStep ? (persons.at(-1) ?? null) : null
    },
    fold: async (trx, span) => {
      const touched = await touchedPersons(readerOf(trx), span, rules)
      await keep(
        trx,
        touched.map(({ person }) => person),
      )
    },
  }

  async function keep(trx: Transaction<Schema>, persons: readonly string[]): Promise<void> {
    const differences: (readonly Line[])[] = []
    for await (const facts of factsInPages(readerOf(trx), persons, rules.currency)) {
      differences.push(await replaceLines(trx, facts.map(linesOf)))
    }
    await addToSums(trx, differences.flat())
  }

  function linesOf(facts: PersonFacts): PersonLines {
    const lines = makers.flatMap((maker) => namedLines(maker, maker.linesOf(facts)))
    return { person: facts.person, lines }
  }
}
