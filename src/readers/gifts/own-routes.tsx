import type { Context } from 'hono'
import * as z from 'zod'
import { giftStateOf } from '../../members/gifts/gift.ts'
import { sendAgain } from '../../members/gifts/letters.ts'
import { ownGifts } from '../../members/gifts/own.ts'
import { changeGift } from '../../members/gifts/store.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/connection.ts'
import { todayOf } from '../../platform/day.ts'
import { fieldErrors, parsed } from '../../platform/http/parsed.ts'
import { Problem } from '../../platform/http/problem.ts'
import { readerPages } from '../../platform/ui/page.tsx'
import {
  type AccountDeps,
  type AccountEnv,
  accountRoutesWith,
  readersOnly,
} from '../account/signed-in.ts'
import { giftAddress } from './address.ts'
import { giftFields } from './fields.ts'
import { OwnGifts } from './own-page.tsx'

type Deps = AccountDeps &
  Readonly<{
    db: Database
    clock: Clock
    config: Readonly<{ reportingTimezone: string; baseUrl: string; appSecret: string }>
  }>
type OwnContext = Context<AccountEnv<Deps>>
type Typed = Parameters<typeof OwnGifts>[0]['typed']

/** Mounted at `/account/gifts`: what the person signed in has given, and what may still be done. */
export const ownGiftRoutes = accountRoutesWith<Deps>()
  .use(readersOnly, readerPages)
  .get('/', (c) => show(c, null))
  .post('/:id', parsed('form', z.record(z.string(), z.string())), async (c) => {
    const { deps, texts } = c.var
    const { id, member_id } = await ownGift(c)
    const sent = c.req.valid('form')
    const said = giftFields(texts, todayOf(deps)).safeParse(sent)
    if (!said.success) {
      c.status(422)
      return show(c, { id, sent, errors: said.error.issues.flatMap(fieldErrors) })
    }
    const isChanged = await changeGift(deps.db, { id, member_id }, said.data)
    return c.redirect(`/account/gifts${isChanged ? '?said=changed' : ''}`, 303)
  })
  .post('/:id/again', async (c) => {
    const { deps } = c.var
    const { id } = await ownGift(c)
    const now = deps.clock.now()
    const isSent = await deps.db.transaction().execute((trx) => sendAgain(trx, id, now))
    return c.redirect(`/account/gifts${isSent ? '?said=sent_again' : ''}`, 303)
  })

async function ownGift(c: OwnContext) {
  const { deps, reader: who } = c.var
  const id = c.req.param('id')
  const gift = (await ownGifts(deps.reader, who)).find((one) => one.id === id)
  if (gift === undefined) throw new Problem(404, 'unknown_gift', { key: 'problem.refused' })
  return { id: gift.id, member_id: who.person }
}

async function show(c: OwnContext, typed: Typed) {
  const { deps, texts, reader: who } = c.var
  const now = deps.clock.now()
  const gifts = await ownGifts(deps.reader, who)
  const said = (['changed', 'sent_again'] as const).find((word) => word === c.req.query('said'))
  const shown = gifts.map(async (gift) => ({
    ...{ gift, state: giftStateOf(gift, now) },
    url: await giftAddress(deps.config, gift.id),
  }))
  return c.render(
    <OwnGifts
      gifts={await Promise.all(shown)}
      zone={deps.config.reportingTimezone}
      today={todayOf(deps)}
      notice={said === undefined ? null : texts.words(`gifts.${said}`)}
      typed={typed}
    />,
    { title: texts.words('gifts.account') },
  )
}
