import { readFile } from 'node:fs/promises'
import { importRates } from '../../ledger/rates/import.ts'
import { type Command, type Outcome, word } from '../command.ts'
import { refusal } from './income.ts'

/** All of the file or nothing; days that are known already are skipped. */
export const ratesImport: Command = {
  usage: 'rates import FILE',
  summary: 'Reads reference rates from the ECB’s CSV or the NBU’s JSON; known days are skipped.',
  needsStripe: false,
  run: async (deps, given): Promise<Outcome> => {
    const text = await readFile(word(given, 0, 'FILE'), 'utf8')
    const outcome = await importRates(deps, text, 'command line')
    switch (outcome.kind) {
      case 'imported': {
        const { days_new, days_known } = outcome
        const words = `${days_new} days are new, ${days_known} were known.`
        return { json: { days_new, days_known }, text: words, ok: true }
      }
      case 'refused':
        return refusal(outcome.errors)
      case 'differs': {
        const { currency, day, rate } = outcome.known
        const message = `${currency} on ${day} is known as ${rate}; the file says ${outcome.says}.`
        return refusal([{ field: day, message }])
      }
    }
  },
}
