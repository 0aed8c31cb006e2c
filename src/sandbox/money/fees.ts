import type { PaymentMethod } from '../objects/payment-method.ts'
import { basisPoints, exchanged } from './exchange.ts'

/** Illustrative, after Stripe's European price list: per ten thousand, and a fixed part in cents. */
const europeanCard = { part: 150n, fixed: 25 }
const otherCard = { part: 325n, fixed: 25 }
const sepaDebit = { part: 0n, fixed: 35 }
const CONVERSION_PART = 200n
const DISPUTE_CENTS = 2000

const EUROPE = new Set(
  'AT BE BG CH CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK'.split(
    ' ',
  ),
)

export type Fee = { amount: number; description: string }

/** What taking a payment costs. `amount` is settled already; the fee has its currency. */
export function paymentFees(
  amount: number,
  settlement: string,
  paid: { method: PaymentMethod; currency: string },
): Fee[] {
  const { part, fixed } = tariff(paid.method)
  const processing = basisPoints(amount, part, settlement) + exchanged(fixed, 'eur', settlement)
  const fees = [{ amount: processing, description: 'Stripe processing fees' }]
  if (paid.currency === settlement) return fees
  const conversion = basisPoints(amount, CONVERSION_PART, settlement)
  return [...fees, { amount: conversion, description: 'Stripe currency conversion fee' }]
}

/** What a dispute costs, won or lost, in the settlement currency. */
export function disputeFees(settlement: string): Fee[] {
  return [{ amount: exchanged(DISPUTE_CENTS, 'eur', settlement), description: 'Dispute fee' }]
}

function tariff({ _instrument: instrument }: PaymentMethod) {
  if (instrument.type === 'sepa_debit') return sepaDebit
  return EUROPE.has(instrument.country) ? europeanCard : otherCard
}
