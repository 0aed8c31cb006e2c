import type { Language } from './texts/language.ts'

/** The made-up newsroom that a fresh instance speaks for; one place, until it is a setting. */
export const newsroom = {
  name: 'The Harbour Post',
  motto: {
    en: 'Independent reporting from the coast',
    uk: 'Незалежна журналістика з узбережжя',
    de: 'Unabhängiger Journalismus von der Küste',
  },
} as const

/** The small print under a page and a mail: who speaks. */
export function imprintIn(language: Language): string {
  return `${newsroom.name}. ${newsroom.motto[language]}.`
}
