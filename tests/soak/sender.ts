import { setTimeout as wait } from 'node:timers/promises'
import { sandboxWebhookSecret } from '../../src/config.ts'
import { delivery } from '../stripe/house.ts'
import type { Crowd, Delivery } from './crowd.ts'

/** How deliveries went; `refused` counts attempts that got no 2xx, by status or the network's word. */
export type Sent = Readonly<{ taken: number; refused: ReadonlyMap<string, number> }>

const connections = 32
const again_ms = 100

/**
 * Brings every delivery to one of the doors, on 32 connections, again and again until a 2xx, as Stripe
 * would over days. `doors` is asked each time: an app may come up at another address.
 */
export async function send(
  crowd: Crowd,
  deliveries: readonly Delivery[],
  { doors, tell = () => {} }: { doors: () => readonly string[]; tell?: (taken: number) => void },
): Promise<Sent> {
  const refused = new Map<string, number>()
  const waiting = deliveries.values()
  let taken = 0
  const worker = async () => {
    for (const one of waiting) {
      const body = crowd.payloadOf(one)
      for (;;) {
        const said = await attempt(doorFor(doors(), one), body)
        if (said === '200') break
        refused.set(said, (refused.get(said) ?? 0) + 1)
        await wait(again_ms)
      }
      taken += 1
      tell(taken)
    }
  }
  await Promise.all(Array.from({ length: connections }, worker))
  return { taken, refused }
}

function doorFor(doors: readonly string[], { event }: Delivery): string {
  return doors[event % doors.length] ?? ''
}

async function attempt(door: string, body: string): Promise<string> {
  try {
    const request = delivery(body, { now: new Date(), by: sandboxWebhookSecret })
    const signal = AbortSignal.timeout(10_000)
    const answer = await fetch(`${door}/webhooks/stripe`, { ...request, signal })
    await answer.arrayBuffer()
    return String(answer.status)
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined
    return cause instanceof Error && 'code' in cause ? String(cause.code) : 'no answer'
  }
}
