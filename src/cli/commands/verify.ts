import { minorJson } from '../../platform/money/money.ts'
import { type Proof, verify as verifyBooks } from '../../stripe/proofs.ts'
import type { Command } from '../command.ts'

/** Exit 1 when a proof fails; amounts in minor units. */
export const verify: Command = {
  usage: 'verify',
  summary: 'Proves that the ledger equals Stripe’s own books, and keeps the result.',
  needsStripe: true,
  prepare: () => async (deps) => {
    const { ok, proofs } = await verifyBooks(deps)
    const text = proofs.length === 0 ? 'Stripe holds nothing yet, and nothing is booked.' : ''
    return {
      json: { ok, proofs: proofs.map(inJson) },
      text: text || proofs.map(inWords).join('\n'),
      ok,
    }
  },
}

function inJson({ id, ok, currency, expected, actual, difference }: Proof) {
  return {
    ...{ id, ok, currency },
    expected: minorJson(expected),
    actual: minorJson(actual),
    difference: minorJson(difference),
  }
}

function inWords({ id, ok, currency, expected, actual, difference, transactions }: Proof): string {
  const figures = `expected ${expected}, actual ${actual}, difference ${difference} (minor ${currency})`
  return `${ok ? 'ok  ' : 'FAIL'} ${id}: ${figures}, ${transactions} transactions`
}
