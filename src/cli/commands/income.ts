import { type Imported, importIncome } from '../../ledger/income/import.ts'
import type { FieldError } from '../../platform/http/problem.ts'
import { type Command, type Outcome, textNamed } from '../command.ts'

/** All of the file or nothing; documents that are booked already are skipped. */
export const incomeImport: Command = {
  words: 1,
  needsStripe: false,
  prepare: async (given) => {
    const text = await textNamed(given)
    return async (deps) =>
      outcomeOf(await importIncome(deps, { text, mapping: null }, 'command line'))
  },
}

function outcomeOf(imported: Imported): Outcome {
  if (imported.kind === 'refused') return refusal(imported.errors)
  const { ids, replaced, skipped } = imported
  const words = `${ids.length} booked, ${replaced} of them in place of an estimate, ${skipped} skipped.`
  return { json: { booked: ids.length, replaced, skipped }, text: words, ok: true }
}

/** What a file was refused for; nothing of it was kept. */
export function refusal(errors: readonly FieldError[]): Outcome {
  const lines = errors.map(({ field, message }) => `${field}: ${message}`)
  return { json: { errors }, text: ['Nothing was kept.', ...lines].join('\n'), ok: false }
}
