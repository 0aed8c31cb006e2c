import type { Offers } from '../../members/offers/offers.ts'
import type { FieldError } from '../../platform/http/problem.ts'
import type { Money } from '../../platform/money/money.ts'
import { allPresets, type Prefill, type Preset } from './prefill.ts'

/** What a form is made of: what is offered, what is filled in, what is wrong with it. */
export type Asking = Readonly<{
  offers: Offers
  prefill: Prefill
  errors: readonly FieldError[]
}>

/** The tiles of a form, each with the number that the stylesheet knows it by. */
export function tilesOf({ offers, prefill }: Asking): readonly (Preset & { number: number })[] {
  return allPresets(offers, prefill.currency).map((preset, i) => ({ ...preset, number: i + 1 }))
}

/** Whether the exact sum is known before the form is sent: a tile is chosen and nothing is typed. */
export function isSure({ chosen, extra }: Prefill): boolean {
  return chosen !== 'other' && extra === ''
}

export function isChosen({ text }: Readonly<{ text: string; money: Money }>, { chosen }: Prefill) {
  return text === chosen
}
