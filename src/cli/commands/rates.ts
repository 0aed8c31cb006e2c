import { importRates, type RatesImported } from '../../ledger/rates/import.ts'
import { type Command, type Outcome, textNamed } from '../command.ts'
import { refusal } from './income.ts'

/** All of the file or nothing; days that are known already are skipped. */
export const ratesImport: Command = {
  words: 1,
  needsStripe: false,
  prepare: async (given) => {
    const text = await textNamed(given)
    return async (deps) => outcomeOf(await importRates(deps, text, 'command line'))
  },
}

function outcomeOf(imported: RatesImported): Outcome {
  switch (imported.kind) {
    case 'imported': {
      const { days_new, days_known } = imported
      const words = `${days_new} days are new, ${days_known} were known.`
      return { json: { days_new, days_known }, text: words, ok: true }
    }
    case 'refused':
      return refusal(imported.errors)
    case 'differs': {
      const { currency, day, rate } = imported.known
      const message = `${currency} on ${day} is known as ${rate}; the file says ${imported.says}.`
      return refusal([{ field: day, message }])
    }
  }
}
