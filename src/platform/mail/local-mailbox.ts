import type { Clock } from '../clock.ts'
import type { Database } from '../database/connection.ts'
import type { Ids } from '../ids.ts'
import type { Mailer } from './mailer.ts'

const kept = 200

type Deps = Readonly<{ db: Database; ids: Ids; machineClock: Clock }>

/**
 * The mailbox of a local start: nothing leaves the machine, the newest 200 mails stay readable at
 * /_dev/mail. It stands in the database, so that the Worker and a second start show the same.
 */
export function localMailbox({ db, ids, machineClock }: Deps): Mailer {
  return {
    send: async ({ to, subject, text, html }) => {
      const mail = { recipient: to, subject, body_text: text, body_html: html }
      await db
        .insertInto('dev_mail')
        .values({ id: ids.next('mail'), ...mail, at: machineClock.now() })
        .execute()
      await forgetAllBut(db, kept)
    },
  }
}

/** The mails kept, newest first, under the names of contract.md. */
export function keptMails(db: Database) {
  return db
    .selectFrom('dev_mail')
    .select(['id', 'recipient as to', 'subject', 'body_text as text', 'body_html as html', 'at'])
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(kept)
    .execute()
}

async function forgetAllBut(db: Database, count: number): Promise<void> {
  const older = db
    .selectFrom('dev_mail')
    .select('id')
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .offset(count)
  await db.deleteFrom('dev_mail').where('id', 'in', older).execute()
}
