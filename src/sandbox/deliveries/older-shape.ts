import type { Reader } from '../store/store.ts'
import { isPlain, type Links, linksOf, type Plain } from './older-links.ts'
import { basil, listed, type Rewrites, synchronous } from './older-versions.ts'

/** How objects stood before a version of Stripe's API; newest first. */
const changes: readonly Readonly<{ since: string; before: Rewrites }>[] = [
  {
    since: '2026-09-30.endive',
    before: { subscription: ({ status_details: _, ...rest }) => rest },
  },
  {
    since: '2026-03-25.dahlia',
    before: { 'checkout.session': (session) => ({ ...session, ui_mode: olderMode(session) }) },
  },
  {
    since: '2025-09-30.clover',
    before: {
      discount: (discount, { coupon }) => ({ ...without(discount, 'source'), coupon }),
      promotion_code: (code, { coupon }) => ({ ...without(code, 'promotion'), coupon }),
    },
  },
  { since: '2025-03-31.basil', before: basil },
  { since: '2024-04-10', before: synchronous },
  { since: '2022-11-15', before: listed },
]

/**
 * The event as an endpoint of an older API version gets it: what changed since is undone on its
 * object, the newest change first (domain/stripe.md 1.4). What an object named then and no longer
 * does is looked up.
 */
export async function olderShape(event: Plain, version: string, reader: Reader): Promise<Plain> {
  const before = { ...event, api_version: version }
  if (!isPlain(event.data) || !isPlain(event.data.object)) return before
  const links = await linksOf(event.data.object, reader)
  const object = changes
    .filter(({ since }) => version < since)
    .reduce((shape, { before }) => rewritten(shape, before, links), event.data.object)
  return { ...before, data: { ...event.data, object } }
}

function rewritten(shape: Plain, before: Rewrites, links: Links): Plain {
  return before[String(shape.object)]?.(shape, links) ?? shape
}

const olderModes: Plain = { hosted_page: 'hosted', embedded_page: 'embedded', elements: 'custom' }

function olderMode({ ui_mode }: Plain): unknown {
  return olderModes[String(ui_mode)] ?? ui_mode
}

function without(object: Plain, field: string): Plain {
  const { [field]: _, ...rest } = object
  return rest
}
