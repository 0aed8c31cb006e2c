import * as z from 'zod'
import type { Mainstay } from '../mainstay.ts'

type Asked = Pick<Mainstay, 'api'>

const members = z.object({
  data: z.array(z.looseObject({ id: z.string(), email: z.string().nullable(), state: z.string() })),
})

const entries = z.object({
  data: z.array(
    z.looseObject({
      kind: z.string(),
      member_id: z.string().nullable(),
      amount_minor: z.number(),
      fee_minor: z.number(),
      net_minor: z.number(),
    }),
  ),
  sum_minor: z.number().nullable(),
})

/** The member with this address as `/api/members` tells it, or undefined. */
export async function memberByEmail(mainstay: Asked, email: string) {
  const ask = await mainstay.api('support')
  const answer = await ask(`/api/members?${new URLSearchParams({ query: email })}`)
  return members.parse(await answer.json()).data.find((member) => member.email === email)
}

/** The rows of one member as `/api/ledger/entries` tells them. */
export async function entriesOf(mainstay: Asked, member_id: string) {
  const ask = await mainstay.api('finance')
  const answer = await ask(`/api/ledger/entries?${new URLSearchParams({ member_id })}`)
  return entries.parse(await answer.json()).data
}
