import { secondsAfter } from '../../../platform/clock.ts'
import type { Database } from '../../../platform/database/connection.ts'
import { type Cause, causes, wordsOf } from './cause.ts'
import type { Channel, Message } from './message.ts'

/** One message to one receiver; `tries` before this one. */
export type Waiting = Omit<Message, 'url'> &
  Readonly<{ channel: Channel; opened_at: Date; tries: number }>

const firstWait_s = 30
const longestWait_s = 3600

/** Puts in line what a receiver has to hear: every open alarm, and the end of each that it heard of. */
export async function line(db: Database, channel: Channel, now: Date): Promise<void> {
  await db
    .insertInto('alarm_message')
    .columns(['cause', 'opened_at', 'state', 'channel', 'next_at'])
    .expression(({ selectFrom, val }) =>
      selectFrom('alarm as a')
        .select(['a.cause', 'a.opened_at'])
        .select([val('open').as('state'), val(channel).as('channel'), val(now).as('next_at')])
        .where('a.closed_at', 'is', null),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await db
    .insertInto('alarm_message')
    .columns(['cause', 'opened_at', 'state', 'channel', 'next_at'])
    .expression(({ selectFrom, val }) =>
      selectFrom('alarm as a')
        .innerJoin('alarm_message as m', (join) =>
          join
            .onRef('m.cause', '=', 'a.cause')
            .onRef('m.opened_at', '=', 'a.opened_at')
            .on('m.channel', '=', channel)
            .on('m.state', '=', 'open')
            .on('m.told_at', 'is not', null),
        )
        .select(['a.cause', 'a.opened_at'])
        .select([val('over').as('state'), val(channel).as('channel'), val(now).as('next_at')])
        .where('a.closed_at', 'is not', null),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** What waits for a receiver and is due, oldest first; none of it is taken yet. */
export async function due(db: Database, channel: Channel, now: Date): Promise<Waiting[]> {
  const rows = await db
    .selectFrom('alarm_message as m')
    .innerJoin('alarm as a', (join) =>
      join.onRef('a.cause', '=', 'm.cause').onRef('a.opened_at', '=', 'm.opened_at'),
    )
    .select(['m.cause', 'm.opened_at', 'm.state', 'm.tries', 'a.summary', 'a.closed_at'])
    .where('m.channel', '=', channel)
    .where('m.told_at', 'is', null)
    .where('m.next_at', '<=', now)
    .orderBy('m.opened_at')
    .orderBy('m.state')
    .execute()
  return causes.flatMap((cause) =>
    rows.filter((row) => row.cause === cause).map((row) => ({ ...wordsIn(row, cause), channel })),
  )
}

type Row = Readonly<{
  opened_at: Date
  state: 'open' | 'over'
  tries: number
  summary: string
  closed_at: Date | null
}>

function wordsIn({ opened_at, state, tries, summary, closed_at }: Row, cause: Cause) {
  return state === 'over'
    ? { cause, opened_at, state, tries, at: closed_at ?? opened_at, summary: wordsOf[cause].over }
    : { cause, opened_at, state, tries, at: opened_at, summary }
}

/** Takes a message for one try by setting when the next one may be: true for one caller alone. */
export async function take(db: Database, waiting: Waiting, now: Date): Promise<boolean> {
  const wait_s = Math.min(firstWait_s * 2 ** waiting.tries, longestWait_s)
  const taken = await messageRow(db, waiting)
    .set({ tries: waiting.tries + 1, next_at: secondsAfter(now, wait_s) })
    .where('tries', '=', waiting.tries)
    .where('told_at', 'is', null)
    .returning('cause')
    .executeTakeFirst()
  return taken !== undefined
}

export async function noteTold(db: Database, waiting: Waiting, told_at: Date): Promise<void> {
  await messageRow(db, waiting).set({ told_at }).execute()
}

function messageRow(db: Database, { cause, opened_at, state, channel }: Waiting) {
  return db
    .updateTable('alarm_message')
    .where('cause', '=', cause)
    .where('opened_at', '=', opened_at)
    .where('state', '=', state)
    .where('channel', '=', channel)
}
