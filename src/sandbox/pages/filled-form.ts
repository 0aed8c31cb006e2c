import * as z from 'zod'
import { complaintAbout } from '../checkout/custom-field.ts'
import type { Payment } from '../checkout/pay.ts'
import type { Bill } from './bill.ts'
import type { Typed, Wrong } from './input.tsx'
import { answerName } from './pay-form.tsx'

const text = z.string().trim().max(300).catch('')

/** What a payer sent: every field as it was typed, and which button they pressed. */
export const payForm = z
  .looseObject({
    email: text,
    name: text,
    country: text.transform((code) => code.toUpperCase()),
    card: text,
    iban: text,
    promotion_code: text,
    shown: text,
    look: z.literal('yes').optional().catch(undefined),
    authentication: z.enum(['complete', 'fail']).nullable().catch(null),
  })
  .transform(({ look, authentication, ...typed }) => ({
    typed: textsOf(typed),
    isLook: look === 'yes',
    authentication,
  }))
export type PayForm = z.infer<typeof payForm>

function textsOf(fields: Record<string, unknown>): Typed {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, text.parse(value)]),
  )
}

export function paymentOf({ typed, authentication }: PayForm, { questions }: Bill): Payment {
  const { email = '', name, country, card, iban, promotion_code, promotions } = typed
  const answers = questions.map(({ key }) => [key, typed[answerName({ key })] ?? ''])
  return {
    email,
    ...(name && { name }),
    ...(country && { country }),
    ...(card ? { card } : iban ? { iban } : {}),
    ...(promotion_code && { promotion_code }),
    promotions: promotions === 'yes',
    custom_fields: Object.fromEntries(answers),
    ...(authentication !== null && { authenticated: authentication === 'complete' }),
  }
}

/** What a person has to mend before anything is tried, in the order of the page. */
export function wrongIn({ typed }: PayForm, bill: Bill): Wrong[] {
  const { email = '', card = '', iban = '', country = '' } = typed
  const wrong: Wrong[] = []
  if (!/^\S+@\S+\.\S+$/.test(email)) {
    wrong.push({ field: 'email', message: 'Enter an e-mail address, such as ann@example.org.' })
  }
  if (bill.needsCard && card === '' && iban === '') {
    wrong.push({ field: 'card', message: 'Enter a card number.' })
  }
  if (country !== '' && !/^[A-Z]{2}$/.test(country)) {
    wrong.push({ field: 'country', message: 'Enter two letters, such as UA, or nothing.' })
  }
  for (const question of bill.questions) {
    const field = answerName(question)
    const message = complaintAbout(question, typed[field] ?? '')
    if (message) wrong.push({ field, message: `${question.label.custom}: ${message}` })
  }
  if (bill.asksTerms && typed.terms !== 'yes') {
    wrong.push({ field: 'terms', message: 'Agree to the terms to go on.' })
  }
  return wrong
}
