import type { Context } from 'hono'
import { invalid } from '../../../platform/http/problem.ts'
import { isRecord, type Sent, sentBody } from '../../checkout/sent.ts'
import type { Texts } from '../../texts/texts.ts'

/** What was sent or asked for, by name; an empty field says nothing. */
export type Fields = Readonly<Record<string, string | undefined>>

/** Of a form, a query or JSON: texts and whole numbers; anything else was not meant for us. */
export function fieldsOf(sent: Readonly<Record<string, unknown>>): Fields {
  return Object.fromEntries(
    Object.entries(sent).flatMap(([name, value]) => {
      const text = typeof value === 'number' ? String(value) : value
      return typeof text === 'string' && text.trim() !== '' ? [[name, text.trim()]] : []
    }),
  )
}

/**
 * What was posted, as it came and as we read it. Throws 400 for a body that is none, and 422 for one
 * that holds no fields or another kind of value than a text or a number, naming it: an act on a
 * membership is not done as if that had not been sent.
 */
export async function postedFields(c: Context, texts: Texts) {
  const sent = await sentBody(c, texts)
  if (!isRecord(sent)) {
    throw invalid([{ field: 'body', message: texts.words('field.no_fields') }])
  }
  const wrong = Object.keys(sent).filter((name) => !isSimple(sent[name]))
  const message = texts.words('field.no_text')
  if (wrong.length > 0) throw invalid(wrong.map((field) => ({ field, message })))
  return { sent, fields: fieldsOf(sent) } satisfies { sent: Sent; fields: Fields }
}

/** A null says that nothing is sent, like an empty field of a form. */
function isSimple(value: unknown): boolean {
  return value === null || ['string', 'number', 'undefined'].includes(typeof value)
}

/** Only what says something. */
export function known(fields: Fields): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}
