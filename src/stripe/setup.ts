import type Stripe from 'stripe'
import type { Config } from '../config.ts'
import { isLoopback } from '../platform/http/host-url.ts'
import { stripeApiVersion } from './client.ts'
import { doorOf, ourEndpoint } from './endpoint.ts'
import { subscribedEvents } from './inbox/subscribed.ts'
import { type CatalogueProduct, keepProduct } from './setup/catalogue.ts'
import { keepPortal } from './setup/portal.ts'
import { kept, type Step } from './setup/step.ts'

export type { CatalogueProduct } from './setup/catalogue.ts'
export type { SoldProduct } from './setup/product.ts'
export type { Step } from './setup/step.ts'

type Deps = Readonly<{ stripe: Stripe; config: Pick<Config, 'baseUrl' | 'stripe'> }>

/** `secret` signs what a new endpoint brings; Stripe tells it this once. `note`: what is left to do. */
export type SetUp =
  | Readonly<{
      kind: 'set_up'
      steps: readonly Step[]
      secret: string | null
      note: string | null
    }>
  | Readonly<{ kind: 'refused'; reason: string }>

/**
 * Makes or mends what Mainstay needs in the Stripe account: products with prices, the portal, the
 * webhook endpoint. Run again it changes nothing; what is not ours it leaves alone. Throws what Stripe
 * refuses; what was done until then stays, and the next run goes on.
 */
export async function setUpAccount(
  { stripe, config }: Deps,
  catalogue: readonly CatalogueProduct[],
): Promise<SetUp> {
  const { baseUrl } = config
  if (config.stripe.livemode && !isPublic(baseUrl)) {
    const reason = `BASE_URL: with a live key it must be where the world finds you, over https; it is ${baseUrl}.`
    return { kind: 'refused', reason }
  }
  const steps: Step[] = []
  for (const product of catalogue) steps.push(...(await keepProduct(stripe, product)))
  steps.push(await keepPortal(stripe, config))
  const { step, ...endpoint } = await keepEndpoint({ stripe, config })
  return { kind: 'set_up', steps: [...steps, step], ...endpoint }
}

function isPublic(address: string): boolean {
  return address.startsWith('https://') && !isLoopback(address)
}

async function keepEndpoint({ stripe, config }: Deps) {
  const { webhookEndpoints } = stripe
  const enabled_events = [...subscribedEvents]
  const known = await ourEndpoint(stripe, config)
  let secret: string | null = null
  const step = await kept({
    ...{
      object: 'webhook_endpoint' as const,
      known,
      wanted: { enabled_events, status: 'enabled' },
    },
    create: async () => {
      const made = await webhookEndpoints.create({
        ...{ url: doorOf(config), enabled_events, api_version: stripeApiVersion },
        description: 'Mainstay',
      })
      secret = made.secret ?? null
      return made
    },
    update: ({ id }) => webhookEndpoints.update(id, { enabled_events, disabled: false }),
  })
  return { step, secret, note: versionNote(known) }
}

/** Older shapes are read, too, yet Stripe lets no endpoint change its version. */
function versionNote(known: Stripe.WebhookEndpoint | null): string | null {
  if (known === null || known.api_version === stripeApiVersion) return null
  return `The endpoint ${known.id} speaks ${known.api_version ?? 'the account’s version'}, not ${stripeApiVersion}, which Stripe lets nobody change: delete it, run this again, and take the new secret.`
}
