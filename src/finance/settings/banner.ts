import * as z from 'zod'
import type { Phrase } from '../../members/offers/offers.ts'
import type { Reader } from '../../platform/database/connection.ts'
import { type Day, dayText } from '../../platform/day.ts'
import { newestDeclaration, type Setting } from './declaration.ts'
import { phrase } from './terms.ts'

/**
 * When a newsroom's own pages show the banner, and what it says. Of a cycle of `cycle_days` the first
 * `skip_pages` pages are without it, then at most `most_shown` have it. Not within the quiet hours of
 * the reader's own clock, from `quiet_from` until before `quiet_to`; not on the days [off_from, off_to);
 * not where the page names a section or tag of `not_on`. `holdback_percent` of readers never see it.
 * Texts that are given are shown to equal parts of the others, in place of the usual sentence.
 */
export type Banner = Readonly<{
  shown: 'on' | 'off'
  skip_pages: number
  most_shown: number
  cycle_days: number
  quiet_from?: number | undefined
  quiet_to?: number | undefined
  not_on?: string | undefined
  off_from?: Day | undefined
  off_to?: Day | undefined
  holdback_percent: number
}> &
  Partial<Readonly<Record<`text_${Wording}`, Phrase | undefined>>>

export const wordings = ['a', 'b', 'c'] as const
export type Wording = (typeof wordings)[number]

const whole = (least: number, most: number) =>
  z.int(`This is a whole number from ${least} to ${most}.`).min(least).max(most)
const hour = whole(0, 23).optional()
const text = phrase(200).optional()

const bothAt = (field: keyof Banner) => ({ path: [field], message: 'Say both, or neither.' })
const areBoth = (a: unknown, b: unknown) => (a === undefined) === (b === undefined)

/** It changes no figure: who gave by which wording stands with the gift. */
export const bannerSetting: Setting<Banner> = {
  kind: 'banner',
  changesBooks: false,
  firstDay: () => null,
  terms: z
    .strictObject({
      shown: z.enum(['on', 'off']),
      skip_pages: whole(0, 100),
      most_shown: whole(1, 1000),
      cycle_days: whole(1, 366),
      ...{ quiet_from: hour, quiet_to: hour },
      not_on: z.string().trim().max(500).optional(),
      ...{ off_from: dayText.optional(), off_to: dayText.optional() },
      holdback_percent: whole(0, 50),
      ...{ text_a: text, text_b: text, text_c: text },
    })
    .refine(({ quiet_from, quiet_to }) => areBoth(quiet_from, quiet_to), bothAt('quiet_to'))
    .refine(({ off_from, off_to }) => areBoth(off_from, off_to), bothAt('off_to')),
}

/** Until a newsroom says otherwise. */
export const usualBanner: Banner = {
  ...{ shown: 'on', skip_pages: 0, most_shown: 20, cycle_days: 30, holdback_percent: 0 },
}

/** As it was said last, the usual one until somebody has. */
export async function bannerNow(reader: Reader): Promise<Banner> {
  return (await newestDeclaration(reader, bannerSetting, ''))?.terms ?? usualBanner
}

/** A reader who is never shown the banner, so that the others can be told from somebody. */
export const holdback = 'holdback'

/** What readers are shown, each with its part in a hundred; they add up to a hundred. */
export function variantsOf(banner: Banner): readonly (readonly [name: string, percent: number])[] {
  const given = wordings.filter((wording) => banner[`text_${wording}`] !== undefined)
  const shown = given.length === 0 ? ['usual'] : given
  const each = (100 - banner.holdback_percent) / shown.length
  const held = banner.holdback_percent === 0 ? [] : [[holdback, banner.holdback_percent] as const]
  return [...held, ...shown.map((name) => [name, each] as const)]
}
