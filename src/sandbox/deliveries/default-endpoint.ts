import { DEFAULT_ACCOUNT } from '../account-key.ts'
import type { Engine } from '../engine.ts'
import { API_VERSION } from '../objects/event.ts'
import { webhookEndpointObject } from '../objects/webhook-endpoint.ts'

const ID = 'we_mainstay_embedded'

/** What a recorder of memberships and money listens to (domain/stripe.md 4.1). */
const events = [
  ...['completed', 'async_payment_succeeded', 'async_payment_failed', 'expired'].map(
    (what) => `checkout.session.${what}`,
  ),
  ...['created', 'updated', 'deleted'].map((what) => `customer.${what}`),
  ...[
    ...['created', 'updated', 'deleted', 'paused', 'resumed', 'trial_will_end'],
    ...['pending_update_applied', 'pending_update_expired'],
  ].map((what) => `customer.subscription.${what}`),
  ...[
    ...['finalized', 'paid', 'payment_failed', 'payment_action_required', 'upcoming'],
    ...['marked_uncollectible', 'voided', 'overpaid'],
  ].map((what) => `invoice.${what}`),
  'invoice_payment.paid',
  ...['succeeded', 'payment_failed', 'processing'].map((what) => `payment_intent.${what}`),
  ...['succeeded', 'updated', 'failed'].map((what) => `charge.${what}`),
  ...['created', 'updated', 'failed'].map((what) => `refund.${what}`),
  ...['created', 'updated', 'funds_withdrawn', 'funds_reinstated', 'closed'].map(
    (what) => `charge.dispute.${what}`,
  ),
  'radar.early_fraud_warning.created',
  'payment_method.automatically_updated',
  ...['created', 'paid', 'failed', 'canceled', 'reconciliation_completed'].map(
    (what) => `payout.${what}`,
  ),
]

/** Makes or corrects the embedded app's endpoint: its address and secret may change by start. */
export async function keepEndpoint(
  engine: Engine,
  { url, secret }: { url: string; secret: string },
): Promise<void> {
  await engine.work(DEFAULT_ACCOUNT, async (unit) => {
    const known = await unit.get('webhook_endpoint', ID)
    if (known?.url === url && known._secret === secret) return
    const made = webhookEndpointObject({
      ...{ id: ID, created: known?.created ?? unit.now, url, secret, enabled_events: events },
      ...{ api_version: API_VERSION, description: 'The embedded app', metadata: {} },
    })
    unit.put<'webhook_endpoint'>(known ? { ...known, url, _secret: secret } : made)
  })
}
