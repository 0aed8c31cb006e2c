import type { Database } from '../../../src/platform/database/connection.ts'
import { readerOf } from '../../../src/platform/database/connection.ts'
import { silentLog } from '../../../src/platform/log.ts'
import type { Mailer } from '../../../src/platform/mail/mailer.ts'
import { mailWork } from '../../../src/platform/mail/queued.ts'
import { workOutbox } from '../../../src/platform/outbox/work.ts'
import { type PostDeps, postMail } from '../../../src/readers/mails/post.ts'
import { testConfig } from '../../stripe/house.ts'

/** What persons were told, by kind, in the order of the days on which it happened. */
export async function toldIn(db: Database): Promise<string[]> {
  const rows = await readerOf(db)
    .selectFrom('announcement')
    .select('kind')
    .where('told', '=', true)
    .orderBy('at')
    .orderBy('kind')
    .execute()
  return rows.map(({ kind }) => kind)
}

/** Sends everything that is queued. */
export async function post(db: Database, mailer: Mailer, now: () => Date): Promise<void> {
  const deps: PostDeps & { log: typeof silentLog } = {
    ...{ config: testConfig, db, mailer, log: silentLog },
    machineClock: { now },
  }
  await workOutbox(deps, { [mailWork]: postMail })
}
