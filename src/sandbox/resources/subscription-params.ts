import * as z from 'zod'
import { metadataParam } from './operation.ts'
import { priceData } from './prices.ts'

export const itemParam = z.looseObject({
  id: z.string().optional(),
  deleted: z.boolean().optional(),
  metadata: metadataParam,
  price: z.string().optional(),
  price_data: priceData.optional(),
  quantity: z.coerce.number().optional(),
})
export type ItemParam = z.infer<typeof itemParam>

export const detailsParam = z.looseObject({
  comment: z.string().optional(),
  feedback: z.string().optional(),
})
const pauseParam = z.looseObject({
  behavior: z.enum(['keep_as_draft', 'mark_uncollectible', 'void']),
  resumes_at: z.coerce.number().optional(),
})
const addedParam = z.looseObject({
  price: z.string().optional(),
  price_data: priceData.optional(),
  quantity: z.coerce.number().optional(),
})
export type AddedParam = z.infer<typeof addedParam>

const proration = z.enum(['create_prorations', 'always_invoice', 'none'])
const anchor = z.looseObject({ type: z.enum(['now', 'unchanged']) })

const discountParam = z.looseObject({
  coupon: z.string().optional(),
  promotion_code: z.string().optional(),
  discount: z.string().optional(),
})

export const changeParams = z.looseObject({
  add_invoice_items: z.array(addedParam).optional(),
  billing_cycle_anchor: anchor.optional(),
  cancel_at_period_end: z.boolean().optional(),
  cancel_at: z.union([z.number(), z.string()]).optional(),
  cancellation_details: detailsParam.optional(),
  collection_method: z.string().optional(),
  default_payment_method: z.string().optional(),
  description: z.string().optional(),
  discounts: z.union([z.literal(''), z.array(discountParam)]).optional(),
  items: z.array(itemParam).optional(),
  metadata: metadataParam,
  pause_collection: z.union([z.literal(''), pauseParam]).optional(),
  payment_behavior: z
    .enum([
      'allow_incomplete',
      'default_incomplete',
      'error_if_incomplete',
      'pending_if_incomplete',
    ])
    .default('allow_incomplete'),
  proration_behavior: proration.default('create_prorations'),
  proration_date: z.number().optional(),
  trial_end: z.union([z.literal('now'), z.number()]).optional(),
})
export type ChangeParams = z.infer<typeof changeParams>

export const cancelParams = z.looseObject({
  cancellation_details: detailsParam.optional(),
  invoice_now: z.boolean().default(false),
  prorate: z.boolean().default(false),
})

export const pauseParams = z.looseObject({
  bill_for: z
    .looseObject({
      unused_time_from: z
        .looseObject({ type: z.enum(['now', 'item_current_period_start', 'none']) })
        .optional(),
    })
    .optional(),
  invoicing_behavior: z.enum(['invoice', 'pending_invoice_item']).default('pending_invoice_item'),
})

export const resumeParams = z.looseObject({
  billing_cycle_anchor: anchor.default({ type: 'now' }),
  payment_behavior: z
    .enum(['resume_on_payment_attempt', 'resume_on_payment_success'])
    .default('resume_on_payment_attempt'),
  proration_behavior: proration.default('create_prorations'),
})
