import * as z from 'zod'
import type { Phrase } from '../../members/offers/offers.ts'
import type { Reader } from '../../platform/database/connection.ts'
import type { Language } from '../../platform/ui/texts/language.ts'
import { declarations, type Setting } from './declaration.ts'
import { phrase } from './terms.ts'

/** A newsletter as readers are told of it; one that is not offered goes on for who gets it. */
export type NewsletterTerms = Readonly<{ offered: 'on' | 'off'; name: Phrase; about: Phrase }>
export type Newsletter = NewsletterTerms & Readonly<{ key: string }>

/** A list's key as it stands in addresses. */
export const newsletterKey = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/, 'A key is short and small: like «daily».')

/** It changes no figure. */
export const newsletterSetting: Setting<NewsletterTerms> = {
  kind: 'newsletter',
  changesBooks: false,
  firstDay: () => null,
  terms: z.strictObject({ offered: z.enum(['on', 'off']), name: phrase(60), about: phrase(240) }),
}

/** What there is until a newsroom has said otherwise. */
const usual: Newsletter = {
  key: 'daily',
  offered: 'on',
  name: { en: 'The Daily', uk: 'Щоденний лист', de: 'Der Tag' },
  about: {
    en: 'What happened today and what it means, every evening, in five minutes.',
    uk: 'Що сталося сьогодні і що це означає: щовечора, за п’ять хвилин.',
    de: 'Was heute geschah und was es bedeutet: jeden Abend, in fünf Minuten.',
  },
}

/** Every list that there is, as it was last described, in the order of the keys. */
export async function newsletters(reader: Reader): Promise<readonly Newsletter[]> {
  const newestFirst = await declarations(reader, newsletterSetting)
  const declared = newestFirst
    .toReversed()
    .map(({ key, terms }) => [key, { key, ...terms }] as const)
  return [...new Map([[usual.key, usual], ...declared]).values()].sort((a, b) =>
    a.key < b.key ? -1 : 1,
  )
}

/** The lists that readers are offered. */
export async function offeredNewsletters(reader: Reader): Promise<readonly Newsletter[]> {
  return (await newsletters(reader)).filter(({ offered }) => offered === 'on')
}

/** What a list is called in a language; its key where nobody has ever described it. */
export async function newsletterName(
  reader: Reader,
  key: string,
  language: Language,
): Promise<string> {
  const list = (await newsletters(reader)).find((one) => one.key === key)
  return list?.name[language] ?? key
}
