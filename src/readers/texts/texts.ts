import { type Texts as TextsOf, textsOf } from '../../platform/ui/texts/texts.ts'
import { catalogues, type ReaderKey } from './catalogues.ts'

/** Words, figures and days for one reader, in their language and form of address. */
export type Texts = TextsOf<ReaderKey>

/**
 * `textsIn(speech)` anywhere (a mail's is `speechIn(person.language, config.formOfAddress)`),
 * `useTexts()` within a page's components, `c.var.texts` in a handler of `readersWith`.
 */
export const { textsIn, useTexts } = textsOf(catalogues)

/** What is made from texts, made once for each: a schema whose messages are theirs. */
export function perTexts<Made extends object>(make: (texts: Texts) => Made) {
  const known = new WeakMap<Texts, Made>()
  return (texts: Texts): Made => {
    const made = known.get(texts) ?? make(texts)
    known.set(texts, made)
    return made
  }
}
