import Fraction from 'fraction.js'
import { yearlyWorth } from '../../members/price.ts'
import { taxRate } from '../tax/rules.ts'
import { nothing } from './amounts.ts'
import type { Counting } from './timeline.ts'

/**
 * What a subscription is worth a year (finance.md 1.5): active and past_due ones that are collected, as
 * they are priced, less the tax that finance declared (a rule for a country reaches none, as a
 * subscription names none); all else is nothing. One that is to end counts until its end.
 */
export const recurring: Counting = ({ status, paused, price, currency }, { at, day }, taxes) => {
  if (!knownStatuses.has(status)) return null
  if (paused || !paying.has(status)) return nothing
  const worth = yearlyWorth(price, at, (product) =>
    taxRate(taxes, { product, class: 'membership', country: null, day }),
  )
  return worth.n === 0n ? nothing : new Map([[currency, worth]])
}

/**
 * That somebody is a member, whatever they pay: in the states `member` and `grace` of
 * members/membership.ts, so a trial and a free membership count too.
 */
export const belonging: Counting = ({ status, paused }) => {
  if (!knownStatuses.has(status)) return null
  return paused || !running.has(status) ? nothing : one
}

const one = new Map([['', new Fraction(1)]])
const paying = new Set(['active', 'past_due'])
const running = new Set([...paying, 'trialing'])
const knownStatuses: ReadonlySet<string> = new Set([
  ...running,
  ...['unpaid', 'paused', 'incomplete', 'incomplete_expired', 'canceled'],
])
