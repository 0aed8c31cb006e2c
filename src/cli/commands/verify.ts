import { inBackground } from '../../deps.ts'
import type { KeptProof } from '../../ledger/proofs.ts'
import { minorJson } from '../../platform/money/money.ts'
import { proveBooks } from '../../proving.ts'
import type { Command } from '../command.ts'
import { lineOn } from '../progress.ts'
import { watchBy } from '../watch.ts'
import { inWords } from './verdict.ts'

/** Exit 1 when a proof fails; amounts in minor units. */
export const verify: Command = {
  needsStripe: true,
  prepare: () => async (deps) => {
    const show = lineOn(process.stderr, () => performance.now())
    const verdict = await proveBooks(inBackground(deps), watchBy(show))
    const { ok, proofs, waiting } = verdict
    return { json: { ok, proofs: proofs.map(inJson), waiting }, text: inWords(verdict), ok }
  },
}

function inJson({ id, kind, ok, currency, transactions, ran_at, ...proof }: KeptProof) {
  return {
    ...{ id, ok, currency },
    expected: minorJson(proof.expected),
    actual: minorJson(proof.actual),
    difference: minorJson(proof.difference),
    ...{ kind, transactions, ran_at },
    ...(ok ? {} : proof.differing),
  }
}
