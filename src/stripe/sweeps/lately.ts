import { secondsAfter } from '../../platform/clock.ts'
import { parseEvent } from '../objects/event.ts'
import type { SyncDeps } from '../sync/effect.ts'
import { createdSince, pagesOf } from '../sync/pages.ts'
import type { Patience } from './find.ts'

/** The objects whose webhooks may still be on their way: Stripe has told of them only lately. */
export async function changedLately(
  { stripe, clock }: SyncDeps,
  types: readonly string[],
  { youngest_s }: Patience,
): Promise<ReadonlySet<string>> {
  if (youngest_s === 0) return new Set()
  const query = {
    ...createdSince(secondsAfter(clock.now(), -youngest_s)),
    ...{ types: [...types], limit: 100 },
  }
  const objects = new Set<string>()
  for await (const page of pagesOf((cursor) => stripe.events.list({ ...query, ...cursor }))) {
    for (const raw of page) {
      const event = parseEvent(raw)
      if (!('malformed' in event) && event.object.id !== null) objects.add(event.object.id)
    }
  }
  return objects
}
