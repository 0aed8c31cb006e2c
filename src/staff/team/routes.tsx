import type { Context } from 'hono'
import * as z from 'zod'
import type { Config } from '../../config.ts'
import { type Act, recordAct } from '../../platform/audit.ts'
import { type GuardDeps, staffOnly } from '../../platform/auth/guard.ts'
import { createKey, keyOrder, listKeys, revokeKey } from '../../platform/auth/keys.ts'
import { address, invitation, listStaff, removeStaff } from '../../platform/auth/staff.ts'
import type { Clock } from '../../platform/clock.ts'
import { fieldErrors, parsed } from '../../platform/http/parsed.ts'
import { Problem } from '../../platform/http/problem.ts'
import { type RoomEnv, routesWith } from '../../platform/http/routes.ts'
import type { Ids } from '../../platform/ids.ts'
import type { Mailer } from '../../platform/mail/mailer.ts'
import { deskPages } from '../desk/shell.tsx'
import { invitationMail } from './invitation-mail.ts'
import { type News, People } from './pages.tsx'
import { addStaff } from './staff.ts'

type Deps = GuardDeps &
  Readonly<{
    config: Pick<Config, 'reportingTimezone'>
    clock: Clock
    ids: Ids
    mailer: Mailer
  }>
type PeopleContext = Context<RoomEnv<Deps>>

const sentForm = z.record(z.string(), z.string())

/** `/desk/team`: admins invite and remove staff, make and revoke keys. Each act is in the audit log. */
export const teamPages = routesWith<Deps>()
  .use(staffOnly(), deskPages)
  .get('/', (c) => show(c, {}))
  .post('/staff', parsed('form', sentForm), async (c) => {
    const values = c.req.valid('form')
    const person = invitation.safeParse(values)
    if (!person.success)
      return show(c, { invited: { values, errors: errorsOf(person.error) } }, 422)
    const { email, role } = person.data
    const { url } = await addStaff(c.var.deps, person.data, c.var.principal.name)
    await note(c, { act: 'staff.invite', subject: email, after: { role } })
    await c.var.deps.mailer.send(invitationMail(email, url))
    return show(c, { notice: `${email} has the role ${role}. A mail with a link is on its way.` })
  })
  .post('/remove', parsed('form', z.object({ email: address })), async (c) => {
    const { email } = c.req.valid('form')
    if (email === c.var.principal.name) throw nobodyRemovesThemselves()
    const removed = await removeStaff(c.var.deps.db, email, c.var.deps.machineClock.now())
    if (!removed) throw new Problem(404, 'staff', `${email} is not of the staff.`)
    await note(c, { act: 'staff.remove', subject: email })
    return show(c, { notice: `${email} is signed out and may no longer sign in.` })
  })
  .post('/keys', parsed('form', sentForm), async (c) => {
    const values = c.req.valid('form')
    const order = keyOrder.safeParse(values)
    if (!order.success) return show(c, { ordered: { values, errors: errorsOf(order.error) } }, 422)
    const { id, key } = await createKey(c.var.deps.db, c.var.deps, order.data)
    await note(c, { act: 'key.create', subject: id, after: order.data })
    return show(c, { newKey: key })
  })
  .post('/revoke', parsed('form', z.object({ id: z.string() })), async (c) => {
    const { id } = c.req.valid('form')
    const revoked = await revokeKey(c.var.deps.db, id, c.var.deps.machineClock.now())
    if (!revoked) throw new Problem(404, 'key', 'No such key is in use.')
    await note(c, { act: 'key.revoke', subject: id })
    return show(c, { notice: 'The key opens nothing any more.' })
  })

async function show(c: PeopleContext, news: News, status: 200 | 422 = 200) {
  const { config, db } = c.var.deps
  const [staff, keys] = await Promise.all([listStaff(db), listKeys(db)])
  const known = { staff, keys, self: c.var.principal.name, zone: config.reportingTimezone }
  c.status(status)
  return c.render(<People {...known} news={news} />, { title: 'People and keys' })
}

function note(c: PeopleContext, act: Omit<Act, 'who'>): Promise<void> {
  return recordAct(c.var.deps.db, c.var.deps, { who: c.var.principal.id, ...act })
}

function errorsOf(error: z.ZodError) {
  return error.issues.flatMap(fieldErrors)
}

function nobodyRemovesThemselves(): Problem {
  const detail = 'You cannot remove yourself: another admin can. Nothing was changed.'
  return new Problem(409, 'own_invitation', detail)
}
