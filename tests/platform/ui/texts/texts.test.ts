import { expect, test } from 'vitest'
import { mirrored, speechIn } from '../../../../src/platform/ui/texts/speech.ts'
import { textsOf } from '../../../../src/platform/ui/texts/texts.ts'

const days = {
  en: 'For {n, plural, one {# day} other {# days}}.',
  de: 'Du hast {n, plural, one {# Tag} other {# Tage}}.',
  uk: 'Ще {n, plural, one {# день} few {# дні} many {# днів} other {# дня}}.',
}
const { textsIn } = textsOf<'days' | 'bye'>({
  en: { days: days.en, bye: 'Goodbye, {name}' },
  uk: { days: days.uk, bye: 'До побачення, {name}' },
  de: { days: days.de, bye: 'Bis bald, {name}' },
  'de-formal': { days: 'Sie haben {n, plural, one {# Tag} other {# Tage}}.' },
})

test.each([
  [1, 'Ще 1 день.'],
  [2, 'Ще 2 дні.'],
  [5, 'Ще 5 днів.'],
  [11, 'Ще 11 днів.'],
  [21, 'Ще 21 день.'],
  [24, 'Ще 24 дні.'],
  [1.5, 'Ще 1,5 дня.'],
])('%d is counted as Ukrainian counts', (n, text) => {
  expect(textsIn(speechIn('uk', null)).words('days', { n })).toBe(text)
})

test('a form of address says otherwise only what differs in it', () => {
  const [informal, formal] = [textsIn(speechIn('de', null)), textsIn(speechIn('de', 'formal'))]
  expect(informal.words('days', { n: 1 })).toBe('Du hast 1 Tag.')
  expect(formal.words('days', { n: 1 })).toBe('Sie haben 1 Tag.')
  expect(formal.words('bye', { name: 'Olena' })).toBe('Bis bald, Olena')
})

test('a language that has but one form says the same in both', () => {
  const said = (['formal', 'informal'] as const).map((form) =>
    textsIn(speechIn('en', form)).words('days', { n: 2 }),
  )
  expect(said).toEqual(['For 2 days.', 'For 2 days.'])
})

test('mirrored words are turned round, the values between them are not', () => {
  expect(textsIn(mirrored).words('bye', { name: 'Olena' })).toBe('\u202eGoodbye\u202c, Olena')
  expect(textsIn(mirrored).words('days', { n: 1 })).toBe('\u202eFor\u202c 1 \u202eday\u202c.')
})

test('markup in a value stays text', () => {
  const name = '<b>{name}</b>'
  expect(textsIn(speechIn('de', null)).words('bye', { name })).toBe('Bis bald, <b>{name}</b>')
})
