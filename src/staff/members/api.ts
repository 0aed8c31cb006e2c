import { findMembers } from '../../members/directory.ts'
import { memberRecord } from '../../members/record.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Reader } from '../../platform/database/connection.ts'
import { unknownCursor } from '../../platform/http/cursor.ts'
import { askedNothing, parsed } from '../../platform/http/parsed.ts'
import { Problem } from '../../platform/http/problem.ts'
import { routesWith } from '../../platform/http/routes.ts'
import { memberAnswer, recordAnswer } from './answer.ts'
import { membersQuery } from './query.ts'

type Deps = Readonly<{ reader: Reader; clock: Clock }>

/** `/api/members`: who supports us, for programs of those who care for members. */
export const membersApi = routesWith<Deps>()
  .get('/', parsed('query', membersQuery), async (c) => {
    const { reader, clock } = c.var.deps
    const found = await findMembers(reader, { ...c.req.valid('query'), now: clock.now() })
    if (found.kind === 'cursor_unknown') throw unknownCursor()
    c.header('cache-control', 'no-store')
    return c.json({ data: found.members.map(memberAnswer), next_cursor: found.next_cursor })
  })
  .get('/:id', askedNothing, async (c) => {
    const { reader, clock } = c.var.deps
    const record = await memberRecord(reader, c.req.param('id'), clock.now())
    if (record === null) throw new Problem(404, 'member', 'There is no member with this id.')
    c.header('cache-control', 'no-store')
    return c.json(recordAnswer(record))
  })
