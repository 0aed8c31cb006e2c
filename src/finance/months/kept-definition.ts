import * as z from 'zod'

/** What kept figures meant: the same as now while these are. */
export const keptDefinition = z.looseObject({
  version: z.string(),
  currency: z.string(),
  timezone: z.string(),
})
type Sense = Readonly<Pick<z.output<typeof keptDefinition>, 'version' | 'currency' | 'timezone'>>

/** Figures by their field, as JSON says them. */
export const keptFigures = z.record(z.string(), z.unknown())
export type Figures = Readonly<z.output<typeof keptFigures>>

/** Whether figures of the one can be held against those of the other. */
export function isAlike(one: Sense, other: Sense): boolean {
  return senseOf(one) === senseOf(other)
}

function senseOf({ version, currency, timezone }: Sense): string {
  return `${version} ${currency} ${timezone}`
}
