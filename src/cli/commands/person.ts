import * as z from 'zod'
import type { AppDeps } from '../../deps.ts'
import { memberOfAddress } from '../../members/addresses.ts'
import { exportPerson, personKeys } from '../../members/person.ts'
import { address } from '../../platform/auth/staff.ts'
import { eraseMember } from '../../stripe/erasure.ts'
import { type Command, type Given, type Outcome, word } from '../command.ts'
import { valid } from '../valid.ts'

/** All that we hold about whoever gave under an address. */
export const personExport: Command = {
  words: 1,
  needsStripe: false,
  prepare: (given) => {
    const email = emailIn(given)
    return async ({ reader }) => {
      const id = await memberOfAddress(reader, email)
      const keys = id === null ? null : await personKeys(reader, id)
      if (keys === null) return nobody(email, 'exported')
      const held = await exportPerson(reader, keys)
      return { json: held, text: JSON.stringify(held, null, 2), ok: true }
    }
  },
}

/** Ends what they still pay, and removes what names them; the money stays under a number. */
export const personErase: Command = {
  words: 1,
  needsStripe: true,
  prepare: (given) => {
    const email = emailIn(given)
    return async (deps) => erased(deps, email)
  },
}

async function erased(deps: AppDeps, email: string): Promise<Outcome> {
  const id = await memberOfAddress(deps.reader, email)
  if (id === null) return nobody(email, 'erased')
  const outcome = await eraseMember(deps, { member_id: id, who: 'command line' })
  switch (outcome.kind) {
    case 'erased':
      return { json: { erased: id }, text: `Erased. What was paid stays as ${id}.`, ok: true }
    case 'unknown':
      return nobody(email, 'erased')
    case 'away':
      return {
        json: { erased: null, reason: 'stripe_unavailable' },
        text: 'Stripe does not answer, so nothing was erased here. Run it again in a minute.',
        ok: false,
      }
  }
}

function nobody(email: string, done: 'exported' | 'erased'): Outcome {
  return {
    json: { [done]: null, reason: 'unknown' },
    text: `Nothing was ever given under ${email}. Nothing was changed.`,
    ok: false,
  }
}

function emailIn(given: Given): string {
  return valid(z.object({ EMAIL: address }), { EMAIL: word(given, 0, 'EMAIL') }).EMAIL
}
