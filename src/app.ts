import { type Context, Hono } from 'hono'
import { compress } from 'hono/compress'
import type { Config } from './config.ts'
import type { AppDeps } from './deps.ts'
import { financeApi } from './finance/routes.ts'
import { type PeerAddress, rememberPeer } from './platform/http/client-address.ts'
import { pageHeaders } from './platform/http/headers.ts'
import { ownOriginOnly } from './platform/http/origin.ts'
import { Problem } from './platform/http/problem.ts'
import { problemResponse } from './platform/http/problem-response.tsx'
import type { RoomEnv } from './platform/http/routes.ts'
import { devMailbox } from './platform/mail/routes.tsx'
import { styleRoutes } from './platform/ui/styles/routes.ts'
import { speaking } from './platform/ui/texts/speaking.ts'
import { actPages } from './readers/account/acts/routes.tsx'
import { accountRoutes } from './readers/account/routes.tsx'
import { articleRoutes } from './readers/article/routes.tsx'
import { checkoutRoutes } from './readers/checkout/routes.tsx'
import { embedRoutes } from './readers/embed/routes.ts'
import { buyGiftRoutes } from './readers/gifts/buy-routes.tsx'
import { ownGiftRoutes } from './readers/gifts/own-routes.tsx'
import { giftRoutes } from './readers/gifts/routes.tsx'
import { newsletterRoutes } from './readers/newsletters/routes.tsx'
import { payLinkRoutes } from './readers/pay-link/routes.tsx'
import { reminderRoutes } from './readers/reminders/routes.tsx'
import { signInPages } from './readers/sign-in/routes.tsx'
import { supportRoutes } from './readers/support/routes.tsx'
import { thanksRoutes } from './readers/thanks/routes.tsx'
import { whoPaysRoutes } from './readers/who-pays/routes.tsx'
import { access } from './staff/access.ts'
import { auditPages } from './staff/desk/audit/routes.tsx'
import { bannerPages } from './staff/desk/banner/routes.tsx'
import { campaignPages } from './staff/desk/campaigns/routes.tsx'
import { entriesPage } from './staff/desk/entries/routes.tsx'
import { filesPage } from './staff/desk/files/routes.tsx'
import { incomePages } from './staff/desk/income/routes.tsx'
import { monthPages } from './staff/desk/months/routes.tsx'
import { overviewPage } from './staff/desk/overview/routes.tsx'
import { reportPages } from './staff/desk/reports.ts'
import { settingsPages } from './staff/desk/settings/routes.tsx'
import { giftPages } from './staff/gifts/routes.tsx'
import { mailPages } from './staff/mails/routes.tsx'
import { membersApi } from './staff/members/api.ts'
import { memberPages } from './staff/members/routes.tsx'
import { newsletterPages } from './staff/newsletters/routes.tsx'
import { health } from './staff/operations/health.ts'
import { metrics } from './staff/operations/metrics.ts'
import { operationsPages } from './staff/operations/routes.tsx'
import { teamPages } from './staff/team/routes.tsx'
import { webhooks } from './stripe/webhooks/routes.ts'

type App = Readonly<{
  config: Config
  /** On Node the same for all requests; on Workers a connection lives with its request. */
  depsOf: (c: Context) => AppDeps
  peerAddress: PeerAddress
  /** Where nothing in front of the app squeezes what readers load; Cloudflare does so by itself. */
  squeezes?: boolean
}>

const door = '/webhooks/stripe'

/** The wings' routes put together; the same on both runtimes. */
export function createApp({ config, depsOf, peerAddress, squeezes = false }: App) {
  const app = new Hono<RoomEnv<AppDeps>>()
  app.onError((error, c) => problemResponse(error, c, depsOf(c).log))
  app.notFound((c) => problemResponse(nothingAt(c.req.path), c, depsOf(c).log))
  app.use(async (c, next) => {
    c.set('deps', depsOf(c))
    await next()
  })
  app.route(door, webhooks) // before all else: the door is the hot path
  app.use(rememberPeer(peerAddress))
  app.use(pageHeaders({ payOrigins: standInOf(config) }))
  app.use(speaking(config))
  app.use(ownOriginOnly(config.baseUrl, { exempt: [door] }))
  app.use(access)
  app.route('/', health)
  app.route('/', metrics)
  app.get('/', (c) => c.redirect('/support', 303)) // who opens the bare address looks for us
  if (squeezes) app.use('/styles/*', compress())
  app.route('/styles', styleRoutes)
  app.route('/support/gift', buyGiftRoutes)
  app.route('/support', supportRoutes)
  app.route('/checkout', checkoutRoutes)
  app.route('/thank-you', thanksRoutes)
  app.route('/who-pays', whoPaysRoutes)
  app.route('/embed.js', embedRoutes)
  app.route('/account', actPages)
  app.route('/pay', payLinkRoutes)
  app.route('/gifts', giftRoutes)
  app.route('/newsletters', newsletterRoutes)
  app.route('/reminders', reminderRoutes)
  app.route('/', signInPages)
  app.route('/account/gifts', ownGiftRoutes)
  app.route('/account', accountRoutes)
  app.route('/api', financeApi)
  app.route('/api/members', membersApi)
  app.route('/desk', overviewPage)
  app.route('/desk', reportPages)
  app.route('/desk/entries', entriesPage)
  app.route('/desk/income', incomePages)
  app.route('/desk/files', filesPage)
  app.route('/desk/months', monthPages)
  app.route('/desk/settings', settingsPages)
  app.route('/desk/campaigns', campaignPages)
  app.route('/desk/banner', bannerPages)
  app.route('/desk/audit', auditPages)
  app.route('/desk/people', memberPages)
  app.route('/desk/gifts', giftPages)
  app.route('/desk/mails', mailPages)
  app.route('/desk/newsletters', newsletterPages)
  app.route('/desk/team', teamPages)
  app.route('/desk/operations', operationsPages)
  if (!config.production) app.route('/article', articleRoutes)
  if (!config.production) app.route('/_dev/mail', devMailbox)
  return app
}

/** Where a reader pays in a local start. */
function standInOf({ stripe }: Config): string[] {
  return stripe.apiBase === null ? [] : [new URL(stripe.apiBase).origin]
}

function nothingAt(path: string): Problem {
  return new Problem(404, 'not_found', { key: 'problem.nothing_at', values: { path } })
}
