import { newsletters } from '../../../finance/settings/newsletters.ts'
import { consentsOf, endConsent } from '../../../members/newsletters/consent.ts'
import type { Reader } from '../../../platform/database/connection.ts'
import { type AskingDeps, agreeAtOnce } from '../../newsletters/asking.ts'
import { wordingOf } from '../../newsletters/sign-up.tsx'
import type { Texts } from '../../texts/texts.ts'
import type { OwnNewsletter } from './section.tsx'

type Deps = AskingDeps & Readonly<{ reader: Reader }>

/** What is offered to this address, and what it gets though it is offered no more. */
export async function ownNewsletters(
  reader: Reader,
  email: string,
): Promise<readonly OwnNewsletter[]> {
  const got = await consentsOf(reader, email)
  return (await newsletters(reader))
    .map((list) => ({ ...list, on: got.has(list.key) }))
    .filter(({ offered, on }) => on || offered === 'on')
}

/** From now on this address gets these lists and no others; lists that it is not offered stay. */
export async function chooseNewsletters(
  deps: Deps,
  { email: address, chosen }: Readonly<{ email: string; chosen: readonly string[] }>,
  texts: Texts,
): Promise<void> {
  const now = deps.clock.now()
  const shown = await ownNewsletters(deps.reader, address)
  await deps.db.transaction().execute(async (trx) => {
    const got = await consentsOf(trx, address)
    for (const list of shown) {
      const [key, isWanted] = [got.get(list.key), chosen.includes(list.key)]
      if (isWanted && key === undefined) {
        const { language } = texts
        const wording = wordingOf(list, texts)
        await agreeAtOnce(deps, trx, {
          list: list.key,
          address,
          language,
          wording,
          source: 'account',
        })
      }
      if (!isWanted && key !== undefined) await endConsent(trx, key, { by: 'account', now })
    }
  })
}
