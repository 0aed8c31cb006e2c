import { createKey, keyOrder } from '../../platform/auth/keys.ts'
import { type Command, option, word } from '../command.ts'
import { valid } from '../valid.ts'

/** The key is printed this once; only its hash is kept. */
export const keysCreate: Command = {
  options: { role: { type: 'string' } },
  words: 1,
  needsStripe: false,
  prepare: (given) => {
    const order = valid(keyOrder, { name: word(given, 0, 'NAME'), role: option(given, 'role') })
    return async (deps) => {
      const { key } = await createKey(deps.db, deps, order)
      return { json: { key }, text: key, ok: true }
    }
  },
}
