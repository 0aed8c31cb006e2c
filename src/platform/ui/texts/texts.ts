import { IntlMessageFormat } from 'intl-messageformat'
import { type Formats, formatsIn } from './formats.ts'
import type { FormOfAddress, Language } from './language.ts'
import { mirroredMessage } from './mirrored-message.ts'
import { mirrored, type Speech, useSpeech } from './speech.ts'

/** Texts of one language by key, in ICU message syntax. */
type Catalogue<Key extends string> = Readonly<Record<Key, string>>
/**
 * One a language, and beside it only what is said otherwise to a person addressed in the other form:
 * `de-formal` holds the lines of `de` in which "du" becomes "Sie".
 */
export type Catalogues<Key extends string> = Readonly<
  Record<Language, Catalogue<Key>> &
    Partial<Record<`${Language}-${FormOfAddress}`, Partial<Catalogue<Key>>>>
>
export type Values = Readonly<Record<string, string | number | Date>>

/** What a component or a handler needs to speak: `words('gift.thanks', { amount: money(gift) })`. */
export type Texts<Key extends string> = Speech &
  Formats &
  Readonly<{
    /** A key that the catalogue lacks does not compile; a value that its text lacks throws. */
    words: (key: Key, values?: Values) => string
  }>

/** The two ways to a room's texts: by a speech, and within a component by the page's own. */
export function textsOf<Key extends string>(catalogues: Catalogues<Key>) {
  const known = new Map<string, Texts<Key>>()
  /** The same object for the same speech, so that what is made from it can be kept beside it. */
  function textsIn(speech: Speech): Texts<Key> {
    const name = `${speech.tag} ${speech.form}`
    const texts = known.get(name) ?? newTexts(catalogues, speech)
    known.set(name, texts)
    return texts
  }
  return { textsIn, useTexts: () => textsIn(useSpeech()) }
}

function newTexts<Key extends string>(catalogues: Catalogues<Key>, speech: Speech): Texts<Key> {
  return { ...speech, ...formatsIn(speech.tag), words: wordsIn(catalogues, speech) }
}

/** A message is compiled when it is first said: most pages say a tenth of all there are. */
function wordsIn<Key extends string>(catalogues: Catalogues<Key>, speech: Speech) {
  const { language, form } = speech
  const catalogue = catalogues[language]
  const overlay = form === null ? undefined : catalogues[`${language}-${form}`]
  const compiled = new Map<Key, IntlMessageFormat>()
  return (key: Key, values: Values = {}): string => {
    const message = overlay?.[key] ?? catalogue[key]
    const format = compiled.get(key) ?? compile(message, speech)
    compiled.set(key, format)
    return String(format.format(values))
  }
}

function compile(message: string, speech: Speech): IntlMessageFormat {
  const format = new IntlMessageFormat(message, speech.language)
  if (speech.tag !== mirrored.tag) return format
  return new IntlMessageFormat(mirroredMessage(format.getAst()), speech.language)
}
