import { createKey, keyOrder } from '../../platform/auth/keys.ts'
import { type Command, option, valid, word } from '../command.ts'

/** The key is printed this once; only its hash is kept. */
export const keysCreate: Command = {
  usage: 'keys create NAME --role viewer|finance|support|entitlement|admin',
  summary: 'Makes a key for a program and prints it, once.',
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
