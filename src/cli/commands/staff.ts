import { invitation } from '../../platform/auth/staff.ts'
import { addStaff } from '../../staff/team/staff.ts'
import { type Command, option, word } from '../command.ts'
import { valid } from './keys.ts'

/** The link signs in once within 24 hours. */
export const staffAdd: Command = {
  usage: 'staff add EMAIL --role viewer|finance|support|admin',
  summary:
    'Invites somebody to the desk, or changes their role, and prints a one-time sign-in link.',
  options: { role: { type: 'string' } },
  needsStripe: false,
  run: async (deps, given) => {
    const person = { email: word(given, 0, 'EMAIL'), role: option(given, 'role') }
    const { url } = await addStaff(deps, valid(invitation, person))
    return { json: { url }, text: url, ok: true }
  },
}
