import * as z from 'zod'

const prorations = z.enum(['create_prorations', 'always_invoice', 'none']).catch('none')
const reasons = z
  .looseObject({ enabled: z.boolean(), options: z.array(z.string()).catch([]) })
  .catch({ enabled: false, options: [] })
const span = z.object({
  interval: z.enum(['day', 'week', 'month', 'year']),
  interval_count: z.coerce.number().int().positive(),
})

/** What a portal configuration lets a customer do, as the portal reads it. */
export const portalFeatures = z.object({
  customer_update: z.looseObject({
    enabled: z.boolean(),
    allowed_updates: z.array(z.string()).catch([]),
  }),
  invoice_history: z.looseObject({ enabled: z.boolean() }),
  payment_method_update: z.looseObject({ enabled: z.boolean() }),
  subscription_cancel: z.looseObject({
    enabled: z.boolean(),
    mode: z.enum(['at_period_end', 'immediately']).catch('at_period_end'),
    proration_behavior: prorations,
    cancellation_reason: reasons,
  }),
  subscription_pause: z.looseObject({
    enabled: z.boolean(),
    duration: z.looseObject({ interval_options: z.array(span).catch([]) }).optional(),
  }),
  subscription_update: z.looseObject({
    enabled: z.boolean(),
    default_allowed_updates: z.array(z.string()).catch([]),
    products: z.array(z.looseObject({ prices: z.array(z.string()) })).catch([]),
    proration_behavior: prorations,
  }),
})
export type PortalFeatures = z.infer<typeof portalFeatures>

/** What an account's portal offers before anybody configured it. */
export const usualFeatures = {
  customer_update: { allowed_updates: ['email', 'name', 'address'], enabled: true },
  invoice_history: { enabled: true },
  payment_method_update: { enabled: true, payment_method_configuration: null },
  subscription_cancel: {
    enabled: true,
    mode: 'at_period_end',
    proration_behavior: 'none',
    cancellation_reason: {
      enabled: true,
      feedback_options: null,
      options: ['too_expensive', 'missing_features', 'unused', 'other'],
    },
  },
  subscription_pause: { enabled: true, duration: { type: 'indefinite', interval_options: [] } },
  subscription_update: {
    billing_cycle_anchor: null,
    default_allowed_updates: ['price', 'quantity'],
    enabled: true,
    products: [],
    proration_behavior: 'create_prorations',
    schedule_at_period_end: { conditions: [] },
    trial_update_behavior: 'end_trial',
  },
}

type Feature = keyof PortalFeatures

/** The feature that a deep link needs. */
export function featureOf(flow: string): Feature | undefined {
  if (flow === 'subscription_update_confirm') return 'subscription_update'
  return portalFeatures.keyof().safeParse(flow).data
}
