import type { Reader } from '../../platform/database/connection.ts'
import type { Currency } from '../../platform/money/currency.ts'
import { everyPerson } from './facts.ts'
import { added, type Line, type LineMaker, type LineSum } from './line.ts'

/** Which sums: of these measures of one maker, amounts in `currency`. */
export type LinesAsked = Readonly<{
  maker: LineMaker
  measures: readonly string[]
  currency: Currency
}>

/** The sums over all persons. */
export async function lineSums(
  reader: Reader,
  { maker, measures, currency }: LinesAsked,
): Promise<LineSum[]> {
  const wanted = new Set(measures)
  const lines: Line[] = []
  for await (const persons of everyPerson(reader, currency)) {
    for (const facts of persons) {
      lines.push(...maker.linesOf(facts).filter(({ measure }) => wanted.has(measure)))
    }
  }
  return added(lines)
}
