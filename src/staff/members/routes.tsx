import type { Config } from '../../config.ts'
import { findMembers, membersByState } from '../../members/directory.ts'
import { memberRecord } from '../../members/record.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Reader } from '../../platform/database/connection.ts'
import { unknownCursor } from '../../platform/http/cursor.ts'
import { parsed } from '../../platform/http/parsed.ts'
import { Problem } from '../../platform/http/problem.ts'
import { routesWith } from '../../platform/http/routes.ts'
import { mailsTo } from '../../platform/mail/sent.ts'
import type { ShownMails } from '../../platform/mail/shown.ts'
import { deskPages } from '../desk/shell.tsx'
import { MemberList } from './list-page.tsx'
import { entriesOfMember } from './money.ts'
import { membersQuery } from './query.ts'
import { MemberPage } from './record-page.tsx'
import { nameOf } from './words.ts'

type Deps = Readonly<{
  config: Pick<Config, 'reportingTimezone'>
  reader: Reader
  clock: Clock
  mails: ShownMails
}>

/** `/desk/people`: who supports us, for the people who care for them. */
export const memberPages = routesWith<Deps>()
  .use(deskPages)
  .get('/', parsed('query', membersQuery), async (c) => {
    const { reader, clock, config } = c.var.deps
    const asked = c.req.valid('query')
    const found = await findMembers(reader, { ...asked, now: clock.now() })
    if (found.kind === 'cursor_unknown') throw unknownCursor()
    const { members, next_cursor } = found
    const people = await membersByState(reader, clock.now())
    const next = next_cursor === null ? null : nextAddress(asked, next_cursor)
    return c.render(
      <MemberList
        asked={asked}
        people={people}
        members={members}
        next={next}
        zone={config.reportingTimezone}
      />,
      { title: 'Members' },
    )
  })
  .get('/:id', async (c) => {
    const { reader, clock, config } = c.var.deps
    const id = c.req.param('id')
    const record = await memberRecord(reader, id, clock.now())
    if (record === null) throw new Problem(404, 'member', 'There is no member with this id.')
    const entries = await entriesOfMember(reader, id)
    const mails = await mailsTo(reader, id)
    return c.render(
      <MemberPage
        {...{ record, entries, mails, kinds: c.var.deps.mails.kinds }}
        zone={config.reportingTimezone}
      />,
      { title: nameOf(record.member) },
    )
  })

function nextAddress(
  asked: { query?: string | undefined; state?: string | undefined },
  cursor: string,
) {
  const query = new URLSearchParams({ cursor })
  if (asked.query) query.set('query', asked.query)
  if (asked.state) query.set('state', asked.state)
  return `/desk/people?${query}`
}
