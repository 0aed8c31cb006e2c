import * as z from 'zod'
import { addressRequest } from '../../../members/address-requests.ts'
import { ownAddresses } from '../../../members/addresses.ts'
import { setMainAddress } from '../../../members/profile.ts'
import { address } from '../../../platform/auth/staff.ts'
import { privatePages, secretInAddress } from '../../../platform/http/headers.ts'
import { parsed } from '../../../platform/http/parsed.ts'
import { Problem } from '../../../platform/http/problem.ts'
import { readerPages } from '../../../platform/ui/page.tsx'
import { writeToAddress } from '../../../stripe/customers.ts'
import { countAttempt } from '../../sign-in/attempts.ts'
import { readersWith } from '../../texts/routes.ts'
import { type ShowDeps, showAccount } from '../shown.tsx'
import { accountRoutesWith } from '../signed-in.ts'
import { ConfirmJoining, Joined } from './confirm-page.tsx'
import { askMailbox, type JoiningDeps, joinAddresses } from './joining.ts'

type Deps = JoiningDeps & ShowDeps

/** Under `/account/addresses`, for who is signed in: another address, and the one that mails go to. */
export const addressActs = accountRoutesWith<Deps>()
  .post('/', parsed('form', z.object({ email: z.string() })), async (c) => {
    const { deps, texts, reader: who } = c.var
    const typed = c.req.valid('form').email
    const email = address.safeParse(typed)
    if (!email.success) {
      const errors = [{ field: 'email', message: texts.words('signin.bad_email') }]
      return showAccount(c, c.var, { typed: { email: typed, errors } })
    }
    await countAttempt(c, c.var, 'address', email.data)
    await askMailbox(deps, { who, email: email.data }, texts)
    return c.redirect('/account?said=asked', 303)
  })
  .post('/main', parsed('form', z.object({ email: address })), async (c) => {
    const { deps, texts, reader: who } = c.var
    const { email } = c.req.valid('form')
    const { proven } = await ownAddresses(deps.reader, who)
    if (!proven.includes(email)) throw new Problem(404, 'address', { key: 'problem.refused' })
    const changed = await writeToAddress(deps, { member_id: who.person, email })
    if (changed.kind === 'away') {
      throw new Problem(502, 'stripe_unavailable', texts.words('account.away'))
    }
    await setMainAddress(deps.db, { person: who.person, email })
    return c.redirect('/account?said=main', 303)
  })

/** `/account/addresses/confirm`: what a mailbox is asked, open to whoever has its mail. */
export const addressAnswers = readersWith<JoiningDeps & Pick<ShowDeps, 'reader'>>()
  .use(privatePages, readerPages)
  .get('/', secretInAddress, parsed('query', z.object({ token: z.string() })), async (c) => {
    const { deps, texts } = c.var
    const { token } = c.req.valid('query')
    const request = await addressRequest(deps.reader, token, deps.machineClock.now())
    if (request === null) throw gone(texts.words('account.confirm_gone'))
    return c.render(<ConfirmJoining request={request} token={token} />, {
      title: texts.words('account.confirm_title'),
    })
  })
  .post('/', parsed('form', z.object({ token: z.string() })), async (c) => {
    const { deps, texts } = c.var
    await countAttempt(c, c.var, 'link')
    const joined = await joinAddresses(deps, c.req.valid('form').token)
    if (joined === null) throw gone(texts.words('account.confirm_gone'))
    const { email } = joined
    return c.render(<Joined email={email} />, {
      title: texts.words('account.confirm_done', { email }),
    })
  })

function gone(detail: string): Problem {
  return new Problem(410, 'used_up', detail)
}
