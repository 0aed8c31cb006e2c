import type { Reversed } from '../../../ledger/income/reversal.ts'
import { Problem } from '../../../platform/http/problem.ts'

type Refused = Exclude<Reversed['kind'], 'reversed'>

/** Why an income could not be taken back; nothing was written. */
export function reversalRefused(kind: Refused): Problem {
  switch (kind) {
    case 'unknown':
      return new Problem(404, 'income', 'There is no income with this id.')
    case 'already_reversed':
      return new Problem(
        409,
        'already_reversed',
        'This income was reversed before. Nothing was changed.',
      )
    case 'is_a_reversal':
      return new Problem(
        409,
        'is_a_reversal',
        'This entry takes an income back; enter the income anew instead.',
      )
  }
}
