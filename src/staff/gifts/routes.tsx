import type { Context } from 'hono'
import * as z from 'zod'
import { giftStateOf } from '../../members/gifts/gift.ts'
import { sendAgain } from '../../members/gifts/letters.ts'
import { giftAt, paidGifts } from '../../members/gifts/store.ts'
import { recordAct } from '../../platform/audit.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database, Reader } from '../../platform/database/connection.ts'
import { readCursor, writeCursor } from '../../platform/http/cursor.ts'
import { parsed } from '../../platform/http/parsed.ts'
import { Problem } from '../../platform/http/problem.ts'
import { type RoomEnv, routesWith } from '../../platform/http/routes.ts'
import type { Ids } from '../../platform/ids.ts'
import { deskPages } from '../desk/shell.tsx'
import { GiftList } from './page.tsx'

type Deps = Readonly<{
  config: Readonly<{
    reportingTimezone: string
    stripe: Readonly<{ apiBase: string | null; livemode: boolean }>
  }>
  db: Database
  reader: Reader
  clock: Clock
  ids: Ids
}>

const atOnce = 100

/** `/desk/gifts`: memberships that somebody has paid for somebody else, and their letters once more. */
export const giftPages = routesWith<Deps>()
  .use(deskPages)
  .get('/', parsed('query', z.object({ cursor: z.string().optional() })), (c) =>
    show(c, c.req.valid('query').cursor),
  )
  .post('/:id/again', async (c) => {
    const { db, ids, clock, reader } = c.var.deps
    const gift = await giftAt(reader, c.req.param('id'))
    if (gift === null) throw new Problem(404, 'gift', 'There is no such gift.')
    const isSent = await db.transaction().execute(async (trx) => {
      const isSent = await sendAgain(trx, gift.id, clock.now())
      if (isSent) {
        const act = { who: c.var.principal.id, act: 'gift.send_again', subject: gift.id }
        await recordAct(trx, { ids, clock }, act)
      }
      return isSent
    })
    if (isSent) return c.redirect('/desk/gifts', 303)
    throw new Problem(409, 'gift_over', 'This gift is redeemed, expired or paid back.')
  })

async function show(c: Context<RoomEnv<Deps>>, cursor: string | undefined) {
  const { reader, clock, config } = c.var.deps
  const found = await paidGifts(reader, placeOf(cursor), atOnce + 1)
  const gifts = found.slice(0, atOnce)
  const last = gifts.at(-1)
  const goesOn = found.length > atOnce && last !== undefined
  const next = goesOn ? writeCursor([last.ordered_at.toISOString(), last.id]) : null
  const now = clock.now()
  return c.render(
    <GiftList
      gifts={gifts.map((gift) => ({ gift, state: giftStateOf(gift, now) }))}
      next={next}
      zone={config.reportingTimezone}
      stripe={config.stripe}
    />,
    { title: 'Gifts' },
  )
}

function placeOf(cursor: string | undefined) {
  if (cursor === undefined) return null
  const [at, id] = readCursor(cursor) ?? []
  const ordered_at = new Date(at ?? Number.NaN)
  if (id !== undefined && !Number.isNaN(ordered_at.getTime())) return { ordered_at, id }
  throw new Problem(422, 'cursor', 'This page of the list is unknown. Begin at /desk/gifts.')
}
