/** What readers are spoken to in; the first is what a text is written in first. */
export const languages = ['en', 'uk', 'de'] as const
export type Language = (typeof languages)[number]

/** How a person is addressed where a language makes a difference: du or Sie, ти or Ви. */
export const formsOfAddress = ['formal', 'informal'] as const
export type FormOfAddress = (typeof formsOfAddress)[number]

/** Each language as its own speakers call it. */
export const ownNames: Readonly<Record<Language, string>> = {
  en: 'English',
  uk: 'Українська',
  de: 'Deutsch',
}

/** The language that a tag like `de-AT` names, null for one that we do not speak. */
export function languageOf(tag: string): Language | null {
  const [primary] = tag.trim().toLowerCase().split(/[-_]/)
  return languages.find((language) => language === primary) ?? null
}
