import { Hono } from 'hono'
import { DEFAULT_ACCOUNT } from './account-key.ts'
import { api } from './api.ts'
import { control } from './control.ts'
import { keepEndpoint } from './deliveries/default-endpoint.ts'
import { createEngine, type Engine, type SandboxOptions } from './engine.ts'
import { scrambled } from './ids.ts'
import { consolePages } from './pages/console.tsx'
import { invoiceDesk, payDesk, portalDesk } from './pages/desk.ts'
import { invoicePages } from './pages/invoice.tsx'
import { payPage } from './pages/pay.tsx'
import { portalPages } from './pages/portal.tsx'
import { errorResponse, internalError, StripeError, unsupportedRoute } from './wire/error.ts'

export type Sandbox = {
  fetch: (request: Request) => Response | Promise<Response>
  /** Begins to do by itself what falls due: jobs, deliveries, an advance that was cut short. */
  start: () => void
  stop: () => Promise<void>
  /** An account's clock. */
  now: (account?: string) => Date
}

const TICK_MS = 250
/** After a failure, such as a store out of reach. */
const PAUSE_MS = 2000

/** A local stand-in for Stripe (domain/stripe.md 8). Each key is an account of its own. */
export async function createSandbox(options: SandboxOptions): Promise<Sandbox> {
  const engine = await createEngine(options)
  if (options.defaultEndpoint) await keepEndpoint(engine, options.defaultEndpoint)
  const app = routes(engine, options)
  let ticking: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined
  const tick = () => {
    ticking = engine.tick().then(
      () => again(TICK_MS),
      (error) => {
        options.log('tick failed', { error: String(error) })
        again(PAUSE_MS)
      },
    )
  }
  const again = (after_ms: number) => {
    if (timer) timer = setTimeout(tick, after_ms)
  }
  return {
    fetch: app.fetch,
    start: () => {
      timer ??= setTimeout(tick, 0)
    },
    stop: async () => {
      clearTimeout(timer)
      timer = undefined
      await engine.stop()
      await ticking
    },
    now: (account = DEFAULT_ACCOUNT) => engine.now(account),
  }
}

function routes(engine: Engine, { seed, machineNow, log }: SandboxOptions) {
  let requests = 0
  const nextRequestId = () => {
    requests += 1
    return `req_${scrambled(`${seed}/${machineNow().getTime()}/${requests}`, 14)}`
  }
  const app = new Hono()
  const asPage = (request: Request) => app.fetch(request, { isSpared: true })
  app.route('/', control(engine))
  app.route('/', api(engine, nextRequestId))
  app.route('/', payPage(payDesk(engine)))
  app.route('/', invoicePages(invoiceDesk(engine), asPage))
  app.route('/', portalPages(portalDesk(engine), asPage))
  app.route('/', consolePages(asPage))
  app.notFound((c) => errorResponse(unsupportedRoute(c.req.method, c.req.path), nextRequestId()))
  app.onError((error) => {
    if (error instanceof StripeError) return errorResponse(error, nextRequestId())
    log('request failed', { error: error.stack ?? String(error) })
    return errorResponse(internalError(), nextRequestId())
  })
  return app
}
