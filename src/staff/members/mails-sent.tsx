import type { MailRow } from '../../platform/mail/sent.ts'
import type { ShownMails } from '../../platform/mail/shown.ts'
import { DataTable } from '../../platform/ui/data-table.tsx'
import { writeInstant } from '../desk/days.ts'

type MailsSentProps = Readonly<{
  mails: readonly MailRow[]
  kinds: ShownMails['kinds']
  zone: string
}>

/** What a person was mailed, and what became of it. */
export const MailsSent = ({ mails, kinds, zone }: MailsSentProps) =>
  mails.length === 0 ? null : (
    <DataTable
      caption="Mails"
      narrow="cards"
      columns={['When', { label: 'Mail', lead: true }, 'To', 'What became of it']}
      rows={mails.map(({ kind, state, address, at }) => [
        writeInstant(at, zone),
        <a href={`/desk/mails/${kind}`}>
          {kinds.find(({ name }) => name === kind)?.title ?? kind}
        </a>,
        address ?? '—',
        stateWords[state],
      ])}
    />
  )

const stateWords: Readonly<Record<MailRow['state'], string>> = {
  queued: 'waits to be sent',
  sent: 'sent',
  bounced: 'not sent: the mailbox does not exist',
  refused: 'the mailbox’s server did not take it',
  unaddressed: 'not sent: no address is known',
}
