import { expect } from 'vitest'
import { seenByOthers } from '../../src/members/order-words.ts'
import { testWithMainstay as test } from '../mainstay.ts'

const said = {
  ...{ dedication_kind: 'memory', dedication: 'Ніна Коваль', reason: '<b>You</b>\ndig' },
  ...{ shown_as: 'initials', public_name: 'Öznur Ali-Krämer' },
  ...{ company: 'Möwe & Söhne', tax_number: 'de 123 456 789' },
}

test.for(['once', 'monthly'] as const)(
  'what is said with an order (%s) belongs to whoever pays it, and stands on their page',
  async (frequency, { mainstay }) => {
    const email = `${frequency}@example.org`
    const session = await mainstay.order({ frequency, amount: '20', ...said })
    await mainstay.pay(session, { email })
    await mainstay.settled()
    const support = await mainstay.api('support')
    const { data } = await (await support(`/api/members?query=${email}`)).json()
    const record = await (await support(`/api/members/${data[0].id}`)).json()
    expect(record.words).toMatchObject([
      {
        dedication: { kind: 'memory', text: 'Ніна Коваль' },
        reason: '<b>You</b> dig',
        company: { name: 'Möwe & Söhne', tax: { country: 'DE', number: 'DE123456789' } },
        ...{ shown_as: 'initials', seen: 'Ö. A. K.' },
      },
    ])
    expect(record.words[0].paid_by).toMatch(frequency === 'once' ? /^pi_/ : /^sub_/)
  },
)

test('nobody is named who did not give a name for it', () => {
  const seen = (shownAs: 'public' | 'initials' | 'anonymous', publicName: string | null) =>
    seenByOthers({ shownAs, publicName })
  expect([seen('public', null), seen('initials', null), seen('anonymous', 'Ana')]).toEqual([
    ...[null, null, null],
  ])
  expect([seen('public', 'Ana Lopes'), seen('initials', 'Ana Lopes')]).toEqual([
    ...['Ana Lopes', 'A. L.'],
  ])
})
