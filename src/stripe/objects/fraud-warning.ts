import * as z from 'zod'
import { instant, reference, text } from './fields.ts'

/** The card's bank suspects fraud; a dispute may follow (domain/stripe.md 6). */
export type FraudWarning = Readonly<{ id: string; charge: string; suspicion: string; at: Date }>

const shape = z.object({
  object: z.literal('radar.early_fraud_warning'),
  id: text,
  charge: reference,
  fraud_type: text,
  created: instant,
})

/** Throws a ZodError when it is no early fraud warning. */
export function parseFraudWarning(value: unknown): FraudWarning {
  const { id, charge, fraud_type, created } = shape.parse(value)
  return { id, charge, suspicion: fraud_type, at: created }
}
