import type { PropsWithChildren } from 'hono/jsx'
import type { PortalSubscription, PortalView } from './portal-view.ts'
import {
  everyWords,
  isEnding,
  nextWords,
  priceWords,
  reasonWords,
  subscriptionWords,
} from './portal-words.ts'

type Props = Pick<PortalView, 'session' | 'features' | 'offers'> & {
  subscription: PortalSubscription
  flow: string | null
}

/** One subscription and what may be done with it; a deep link finds its one act open. */
export const Subscription = ({ session, features, offers, subscription, flow }: Props) => {
  const { id, status } = subscription
  const base = `/p/session/${session.id}`
  const isOver = status === 'canceled' || status === 'incomplete_expired'
  const shows = (act: Parameters<typeof isOffered>[1]) =>
    !isOver && isOffered(features, act) && (flow === null || flow === act)
  const at = { base, id, isOpen: flow !== null }
  return (
    <section class="card" aria-labelledby={id}>
      <h2 id={id}>{subscriptionWords(subscription)}</h2>
      <p>{nextWords(subscription)}</p>
      {!isOver && isEnding(subscription) && (
        <Act {...at} act="keep">
          <button type="submit" class="plain">
            Keep it after all
          </button>
        </Act>
      )}
      {status === 'paused' && (
        <Act {...at} act="resume">
          <button type="submit">Resume, and pay for a period from today</button>
        </Act>
      )}
      {shows('subscription_update') && status !== 'paused' && (
        <Change {...at} subscription={subscription} offers={offers} features={features} />
      )}
      {shows('subscription_pause') && status === 'active' && <Pause {...at} features={features} />}
      {shows('subscription_cancel') && !isEnding(subscription) && (
        <Cancel {...at} features={features} />
      )}
    </section>
  )
}

function isOffered(
  features: PortalView['features'],
  act: 'subscription_update' | 'subscription_pause' | 'subscription_cancel',
): boolean {
  return features[act].enabled
}

type At = { base: string; id: string; isOpen: boolean }

const Act = ({
  base,
  id,
  act,
  children,
}: PropsWithChildren<Omit<At, 'isOpen'> & { act: string }>) => (
  <form method="post" action={`${base}/${act}`}>
    <input type="hidden" name="subscription" value={id} />
    {children}
  </form>
)

type With<T> = At & Pick<PortalView, 'features'> & T

const Change = ({
  features,
  offers,
  subscription,
  ...at
}: With<{ offers: Props['offers']; subscription: PortalSubscription }>) => {
  const [item] = subscription.items.data
  const fitting = offers.filter(({ currency }) => currency === subscription.currency)
  const isCounted = features.subscription_update.default_allowed_updates.includes('quantity')
  if (!item || (fitting.length === 0 && !isCounted)) return null
  return (
    <details open={at.isOpen}>
      <summary>Change it</summary>
      <Act {...at} act="update">
        <fieldset>
          <legend>To</legend>
          {[item.price, ...fitting.filter(({ id }) => id !== item.price.id)].map((price) => (
            <label class="choice">
              <input
                type="radio"
                name="price"
                value={price.id}
                checked={price.id === item.price.id}
              />{' '}
              {priceWords(price)}
            </label>
          ))}
        </fieldset>
        {isCounted && (
          <>
            <label for={`quantity-${at.id}`}>How many</label>
            <input
              id={`quantity-${at.id}`}
              name="quantity"
              inputmode="numeric"
              value={String(item.quantity)}
            />
          </>
        )}
        <button type="submit">See what it comes to</button>
      </Act>
    </details>
  )
}

const Pause = ({ features, ...at }: With<object>) => {
  const spans = features.subscription_pause.duration?.interval_options ?? []
  return (
    <details open={at.isOpen}>
      <summary>Pause it</summary>
      <Act {...at} act="pause">
        <p>What you have paid for and not used is kept for you.</p>
        {spans.length > 0 && (
          <fieldset>
            <legend>For</legend>
            {spans.map((span, index) => (
              <label class="choice">
                <input type="radio" name="span" value={String(index)} checked={index === 0} />{' '}
                {everyWords(span)
                  .replace(/^per /, 'one ')
                  .replace(/^every /, '')}
              </label>
            ))}
          </fieldset>
        )}
        <button type="submit">Pause now</button>
      </Act>
    </details>
  )
}

const Cancel = ({ features, ...at }: With<object>) => {
  const { mode, cancellation_reason } = features.subscription_cancel
  const label = mode === 'immediately' ? 'Cancel now' : 'Cancel at the end of the period'
  return (
    <details open={at.isOpen}>
      <summary>Cancel it</summary>
      <Act {...at} act="cancel">
        {cancellation_reason.enabled && (
          <>
            <fieldset>
              <legend>Why (if you like)</legend>
              {cancellation_reason.options.map((reason) => (
                <label class="choice">
                  <input type="radio" name="feedback" value={reason} /> {reasonWords(reason)}
                </label>
              ))}
            </fieldset>
            <label for={`comment-${at.id}`}>In your words</label>
            <input id={`comment-${at.id}`} name="comment" maxlength={300} />
          </>
        )}
        <button type="submit" class="plain">
          {label}
        </button>
      </Act>
    </details>
  )
}
