import { invitation } from '../../platform/auth/staff.ts'
import { addStaff } from '../../staff/team/staff.ts'
import { type Command, option, word } from '../command.ts'
import { valid } from '../valid.ts'

/** The link signs in once within 24 hours. */
export const staffAdd: Command = {
  options: { role: { type: 'string' } },
  words: 1,
  needsStripe: false,
  prepare: (given) => {
    const person = { email: word(given, 0, 'EMAIL'), role: option(given, 'role') }
    const invited = valid(invitation, person)
    return async (deps) => {
      const { url } = await addStaff(deps, invited)
      return { json: { url }, text: url, ok: true }
    }
  },
}
