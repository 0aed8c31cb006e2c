import type { FieldError } from '../../platform/http/problem.ts'
import type { Refusal } from './booking.ts'

/** Why an income was not booked, beside the field that caused it. */
export function refusalError(refusal: Refusal): FieldError {
  switch (refusal.kind) {
    case 'month_closed':
      return { field: 'date', message: `${refusal.month} is closed; date it in an open month.` }
    case 'rate_unavailable':
      return {
        field: 'currency',
        message: `There is no rate of ${refusal.currency} for ${refusal.day} or the 7 days before; import rates first.`,
      }
    case 'member_unknown':
      return { field: 'member_id', message: 'There is no member with this id.' }
  }
}
