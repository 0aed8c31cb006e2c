import type { Reader } from '../../platform/database/connection.ts'
import { inSnapshot } from '../../platform/database/snapshot.ts'
import type { Currency } from '../../platform/money/currency.ts'
import { isWithin, type Range } from '../period.ts'
import type { Rules } from '../rollups/ledger.ts'
import { markOf } from '../rollups/mark.ts'
import { declaredTaxes } from '../tax/rules.ts'
import { everyPerson } from './facts.ts'
import { keptLineSums } from './kept-lines.ts'
import { added, type Line, type LineMaker, type LineSum } from './line.ts'
import { factsSince, linesMade } from './tail.ts'

/** Which sums: of these measures of one maker, amounts in `currency`, `within` these days if any. */
export type LinesAsked = Readonly<{
  maker: LineMaker
  measures: readonly string[]
  currency: Currency
  within?: Range | undefined
}>

/**
 * The sums over all persons. What is kept up to a mark, and of the persons that were touched since,
 * what they come to now less what they were kept as: exact to the last commit. Without a mark (also
 * for a maker that is not kept, and another currency than the books') every person is read.
 */
export async function lineSums(reader: Reader, asked: LinesAsked): Promise<LineSum[]> {
  return added(await lineParts(reader, asked))
}

/** The same in any order and not yet added up, for whoever adds up thousands in a way of its own. */
export function lineParts(reader: Reader, asked: LinesAsked): Promise<Line[]> {
  return inSnapshot(reader, async (snapshot) => {
    const { maker, currency } = asked
    const taxes = await declaredTaxes(snapshot)
    const mark = await markOf(snapshot, linesPart, linesRule(maker, { currency, taxes }))
    if (mark === null) return linesOfAll(snapshot, asked)
    const { reads } = maker
    const touched = await factsSince(snapshot, { mark, currency, taxes, ...(reads && { reads }) })
    const then = touched.map(({ person }) => person)
    const kept = await keptLineSums(snapshot, asked, then)
    const since = touched.flatMap((facts) => linesMade(maker, facts)).filter(isIn(asked))
    return [...kept, ...since]
  })
}

/** Under which name the sums over persons are kept. */
export const linesPart = 'persons'

/** What a maker's sums are made by. */
export function linesRule({ name, version }: LineMaker, { currency, taxes }: Rules): string {
  return `${name} ${version} ${currency} ${taxes.version}`
}

async function linesOfAll(reader: Reader, asked: LinesAsked): Promise<Line[]> {
  const lines: Line[] = []
  for await (const persons of everyPerson(reader, asked.currency)) {
    for (const facts of persons) lines.push(...asked.maker.linesOf(facts).filter(isIn(asked)))
  }
  return lines
}

function isIn({ measures, within }: LinesAsked): (line: Line) => boolean {
  const wanted = new Set(measures)
  const inside = ({ at }: Line) => !within || isWithin(at, within)
  return (line) => wanted.has(line.measure) && inside(line)
}
