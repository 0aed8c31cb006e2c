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

/** Only what says something. */
export function known(fields: Fields): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}
