type Plain = Record<string, unknown>

/**
 * The event as an endpoint of an older API version gets it: before basil (2025-03-31) an invoice
 * names its subscription and charge, a subscription its period.
 */
export function olderShape(event: Plain, version: string): Plain {
  const before = { ...event, api_version: version }
  if (version >= '2025-03-31' || !isPlain(event.data) || !isPlain(event.data.object)) return before
  return { ...before, data: { ...event.data, object: olderObject(event.data.object) } }
}

function olderObject(object: Plain): Plain {
  if (object.object === 'subscription') return { ...object, ...periodOf(object) }
  if (object.object !== 'invoice' || !isPlain(object.parent)) return object
  const { parent, ...rest } = object
  const details = isPlain(parent.subscription_details) ? parent.subscription_details : {}
  return { ...rest, subscription: details.subscription ?? null, paid: object.status === 'paid' }
}

function periodOf({ items }: Plain): Plain {
  const item = isPlain(items) && Array.isArray(items.data) ? items.data[0] : undefined
  if (!isPlain(item)) return {}
  const { current_period_start, current_period_end } = item
  return { current_period_start, current_period_end }
}

function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
