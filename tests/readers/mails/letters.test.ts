import { describe, expect, test } from 'vitest'
import { mailOf } from '../../../src/platform/mail/letter.tsx'
import { formsOfAddress, languages } from '../../../src/platform/ui/texts/language.ts'
import { speechIn } from '../../../src/platform/ui/texts/speech.ts'
import { deskFor } from '../../../src/readers/mails/desk.ts'
import { mailKinds } from '../../../src/readers/mails/kinds.ts'
import { testConfig } from '../../stripe/house.ts'
import { convert } from './as-text.ts'

const speeches = languages.flatMap((language) =>
  [null, ...formsOfAddress].map((form) => speechIn(language, form)),
)

describe.each(Object.keys(mailKinds))('%s', (name) => {
  test.each(speeches)('in $language, $form', async (speech) => {
    const kind = mailKinds[name]
    const letter = await kind?.write(kind.sample, deskFor(testConfig, speech))
    if (letter === undefined) throw new Error(`no kind ${name}`)
    const mail = mailOf('reader@example.org', letter, speech)
    expect(new TextEncoder().encode(mail.html + mail.text).length).toBeLessThan(20_000)
    expect(mail.html).toContain(`<html lang="${speech.tag}"`)
    // the text says all that the page says, and nothing is left to fill in
    for (const line of convert(mail.html)) expect(mail.text).toContain(line)
    expect(`${mail.subject} ${mail.text}`).not.toMatch(/[{}]|undefined|null|NaN|Invalid/)
    for (const [, url] of mail.html.matchAll(/(?:href|src)="([^"]*)"/g))
      expect(url).toMatch(name === 'sign_in' ? /^https:\/\/example\.org\// : ours)
    expect(mail.html).not.toMatch(/<img|<link|<script|url\(|@import|@font-face/)
  })
})

const ours = new RegExp(`^${testConfig.baseUrl}/`)

test('a month, a sum and the words around them are of one language', async () => {
  const kind = mailKinds.payment_failed
  const letter = await kind?.write(kind.sample, deskFor(testConfig, speechIn('uk', null)))
  expect(letter?.subject.replaceAll('\u00a0', ' ')).toBe('Картку відхилено: 10 € за червень')
})
