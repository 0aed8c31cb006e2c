import { offersAt } from '../../finance/settings/offers.ts'
import { catalogueIn } from '../../readers/support/catalogue.ts'
import { openStripe } from '../../stripe/client.ts'
import { type Step, setUpAccount } from '../../stripe/setup.ts'
import type { Command } from '../command.ts'

/** `secret` is printed once, when the endpoint is made: put it into STRIPE_WEBHOOK_SECRET. */
export const setup: Command = {
  needsStripe: true,
  prepare: () => async (deps) => {
    const { config } = deps
    const stripe = openStripe(config.stripe, deps.calls) // a person waits, and it writes
    const { offers } = await offersAt(deps.reader, deps.clock.now())
    const catalogue = catalogueIn(offers, config.reportingCurrency)
    const done = await setUpAccount({ stripe, config }, catalogue)
    if (done.kind === 'refused') throw new Error(`${done.reason} Nothing was changed at Stripe.`)
    const { steps, secret, note } = done
    const changed = steps.filter(({ outcome }) => outcome !== 'unchanged')
    const lines = [
      ...changed.map(inWords),
      changed.length === 0
        ? `Nothing to do: ${steps.length} objects are as they should be.`
        : `${changed.length} of ${steps.length} objects made or mended.`,
      ...(secret === null ? [] : [`STRIPE_WEBHOOK_SECRET=${secret}`]),
      ...(note === null ? [] : [note]),
    ]
    return { json: { objects: steps, secret, note }, text: lines.join('\n'), ok: true }
  },
}

function inWords({ object, id, outcome }: Step): string {
  return `${outcome} ${object.replaceAll('_', ' ')} ${id}`
}
