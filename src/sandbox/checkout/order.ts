import * as z from 'zod'
import { metadataParam } from '../resources/operation.ts'
import { priceData } from '../resources/prices.ts'
import { customField } from './custom-field.ts'

const line = z.looseObject({
  price: z.string().optional(),
  price_data: priceData.optional(),
  quantity: z.coerce.number().default(1),
})
export type OrderLine = z.infer<typeof line>

/** A text that `''` clears. */
const text = z.string().transform((given) => (given === '' ? null : given))
const passedOn = z.looseObject({
  metadata: metadataParam,
  description: text.optional(),
  receipt_email: text.optional(),
  setup_future_usage: z.string().optional(),
})
const withoutMethod = z.enum(['cancel', 'create_invoice', 'pause'])
const subscriptionData = passedOn.extend({
  trial_period_days: z.number().optional(),
  trial_end: z.number().optional(),
  trial_settings: z
    .looseObject({ end_behavior: z.looseObject({ missing_payment_method: withoutMethod }) })
    .optional(),
})
const words = z.union([z.literal('').transform(() => null), z.looseObject({ message: z.string() })])
const customText = z.looseObject({
  after_submit: words.default(null),
  shipping_address: words.default(null),
  submit: words.default(null),
  terms_of_service_acceptance: words.default(null),
})
const receipt = z.looseObject({
  enabled: z.boolean(),
  invoice_data: z
    .looseObject({
      description: z.string().nullable().default(null),
      footer: z.string().nullable().default(null),
      metadata: metadataParam,
      custom_fields: z
        .union([
          z.literal('').transform(() => null),
          z.array(z.looseObject({ name: z.string(), value: z.string() })),
        ])
        .default(null),
    })
    .prefault({}),
})
const consent = z.looseObject({
  payment_method_reuse_agreement: z
    .looseObject({ position: z.enum(['auto', 'hidden']) })
    .nullable()
    .default(null),
  promotions: z.enum(['auto', 'none']).nullable().default(null),
  terms_of_service: z.enum(['none', 'required']).nullable().default(null),
})
const recovery = z.looseObject({
  enabled: z.boolean(),
  allow_promotion_codes: z.boolean().default(false),
})
const offer = z.looseObject({
  coupon: z.string().optional(),
  promotion_code: z.string().optional(),
})

/** What `POST /v1/checkout/sessions` is asked for, as far as the sandbox lives it. */
export const order = z.looseObject({
  mode: z.enum(['payment', 'subscription', 'setup']),
  line_items: z.array(line).default([]),
  currency: z.string().toLowerCase().optional(),
  success_url: z.string(),
  cancel_url: z.string().optional(),
  customer: z.string().optional(),
  customer_email: z.string().optional(),
  customer_creation: z.enum(['always', 'if_required']).optional(),
  client_reference_id: z.string().optional(),
  expires_at: z.coerce.number().optional(),
  locale: z.string().optional(),
  submit_type: z.string().optional(),
  allowed_payment_method_types: z.array(z.string()).optional(),
  payment_method_collection: z.enum(['always', 'if_required']).optional(),
  metadata: metadataParam,
  payment_intent_data: passedOn.optional(),
  setup_intent_data: passedOn.optional(),
  subscription_data: subscriptionData.optional(),
  discounts: z.array(offer).default([]),
  allow_promotion_codes: z.boolean().nullable().default(null),
  adaptive_pricing: z.looseObject({ enabled: z.boolean().default(false) }).prefault({}),
  after_expiration: z.looseObject({ recovery: recovery.optional() }).optional(),
  billing_address_collection: z.string().nullable().default(null),
  consent_collection: consent.nullable().default(null),
  custom_fields: z.array(customField).default([]),
  custom_text: customText.prefault({}),
  invoice_creation: receipt.optional(),
  phone_number_collection: z.looseObject({ enabled: z.boolean() }).default({ enabled: false }),
})
export type Order = z.infer<typeof order>
