import { readFile } from 'node:fs/promises'
import { importIncome } from '../../ledger/income/import.ts'
import type { FieldError } from '../../platform/http/problem.ts'
import { type Command, type Outcome, word } from '../command.ts'

/** All of the file or nothing; documents that are booked already are skipped. */
export const incomeImport: Command = {
  usage: 'income import FILE',
  summary: 'Books income outside Stripe from a CSV; documents that are booked already are skipped.',
  needsStripe: false,
  run: async (deps, given): Promise<Outcome> => {
    const text = await readFile(word(given, 0, 'FILE'), 'utf8')
    const outcome = await importIncome(deps, text, 'command line')
    if (outcome.kind === 'refused') return refusal(outcome.errors)
    const { ids, replaced, skipped } = outcome
    const words = `${ids.length} booked, ${replaced} of them in place of an estimate, ${skipped} skipped.`
    return { json: { booked: ids.length, replaced, skipped }, text: words, ok: true }
  },
}

/** What a file was refused for; nothing of it was kept. */
export function refusal(errors: readonly FieldError[]): Outcome {
  const lines = errors.map(({ field, message }) => `${field}: ${message}`)
  return { json: { errors }, text: ['Nothing was kept.', ...lines].join('\n'), ok: false }
}
