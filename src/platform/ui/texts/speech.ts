import { createContext, useContext } from 'hono/jsx'
import type { FormOfAddress, Language } from './language.ts'

/** How a page speaks: whose words it takes, how it writes figures, which way it reads. */
export type Speech = Readonly<{
  language: Language
  /** null: as the language's catalogue is written (informal German, formal Ukrainian). */
  form: FormOfAddress | null
  /** For `lang` and for Intl. */
  tag: string
  dir: 'ltr' | 'rtl'
}>

export function speechIn(language: Language, form: FormOfAddress | null): Speech {
  return { language, form, tag: language, dir: 'ltr' }
}

/** The desk, programs, and whatever is said outside of a reader's page. */
export const english: Speech = speechIn('en', null)

/**
 * English words written from right to left, with Arabic figures and dates in Western digits: what a
 * layout has to stand before a language of that script is added. Its address is `?lang=ar-XB`, and
 * production does not know it.
 */
export const mirrored: Speech = { ...english, tag: 'ar-XB-u-nu-latn', dir: 'rtl' }

/** What the components of a page speak; `readerPages` provides it, a mail's page does so itself. */
export const SpeechContext = createContext<Speech>(english)

export function useSpeech(): Speech {
  return useContext(SpeechContext)
}
