import { inboxRow } from '../../src/stripe/inbox/stored-event.ts'
import { subjectOf } from '../../src/stripe/inbox/subject.ts'
import { parseEvent } from '../../src/stripe/objects/event.ts'
import { type Account, openAccount, testClock } from '../stripe/account.ts'
import { testConfig } from '../stripe/house.ts'
import type { Story } from './stories/story.ts'

/** A story as it was lived once: its events, oldest first, and the account as it was left. */
export type Recording = Readonly<{ account: Account; rows: readonly InboxRow[] }>
export type InboxRow = ReturnType<typeof inboxRow>

export async function recordingOf(story: Story): Promise<Recording> {
  const account = await openAccount(testClock())
  await story.live(account)
  return { account, rows: await rowsOf(account) }
}

/** The account's events that ask for something, as the door keeps them; the others do nothing. */
export async function rowsOf(account: Account): Promise<InboxRow[]> {
  return (await account.events()).flatMap((sent) => {
    const event = parseEvent(sent)
    if ('malformed' in event || subjectOf(event) === null) return []
    const received_at = account.clock.now()
    const received = { event, payload: JSON.stringify(sent), received_at }
    return [inboxRow({ ...received, origin: 'webhook' }, testConfig.stripe)]
  })
}
