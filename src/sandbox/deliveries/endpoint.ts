import * as z from 'zod'
import { scrambled } from '../ids.ts'
import type { Unit } from '../unit.ts'

const day_s = 86_400

/** `POST /_sandbox/endpoints/:id/roll`. */
export const rollSetting = z.strictObject({
  expires_in_seconds: z
    .int()
    .min(0)
    .max(day_s)
    .default(day_s)
    .describe('How long the old secret signs beside the new one.'),
})

/**
 * Gives an endpoint another secret, as its owner does in the Dashboard, and answers it; the old one
 * runs out by machine time, as signatures go by that. @throws StripeError 404
 */
export async function rollSecret(
  unit: Unit,
  id: string,
  { expires_in_seconds }: z.infer<typeof rollSetting>,
): Promise<string> {
  const endpoint = await unit.need('webhook_endpoint', id)
  const machineNow = Math.floor((unit.nowMs - unit.account.offset_ms) / 1000)
  const secret = `whsec_${scrambled(`secret/${id}/${unit.next()}`, 32)}`
  const _rolled = { secret: endpoint._secret, until: machineNow + expires_in_seconds }
  unit.put<'webhook_endpoint'>({ ...endpoint, _secret: secret, _rolled })
  return secret
}

/** An endpoint that fails for days is told nothing more, until its owner switches it on again. */
export async function disable(unit: Unit, id: string): Promise<void> {
  const endpoint = await unit.get('webhook_endpoint', id)
  if (endpoint) unit.put<'webhook_endpoint'>({ ...endpoint, status: 'disabled' })
}
