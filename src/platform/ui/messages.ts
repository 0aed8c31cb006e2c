import { IntlMessageFormat } from 'intl-messageformat'

/** Texts of one language by key, in ICU message syntax; a room keeps its own beside its pages. */
export type Catalogue<Key extends string> = Readonly<Record<Key, string>>
export type Values = Readonly<Record<string, string | number | Date>>

/** `words('gift.thanks', { amount })`: a key that the catalogue lacks does not compile. */
export function wordsOf<Key extends string>(catalogue: Catalogue<Key>, locale: string) {
  const formats = new Map<Key, IntlMessageFormat>()
  return (key: Key, values: Values = {}): string => {
    const format = formats.get(key) ?? new IntlMessageFormat(catalogue[key], locale)
    formats.set(key, format)
    return String(format.format(values))
  }
}
