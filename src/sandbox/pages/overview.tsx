import type { AnyObject } from './client.ts'
import { Act, Frame, moment, ObjectTable } from './console-sheets.tsx'

type Props = {
  account: string
  now: number
  deliveries: { pending: number; delivered: number; failed: number }
  /** The setting as it stands, as it was sent. */
  chaos: Record<string, unknown>
  events: AnyObject[]
  sessions: AnyObject[]
  said?: string | undefined
}

/** The console's first page: the clock, the mail room, chaos, and what happened last. */
export const Overview = ({ account, now, deliveries, chaos, events, sessions, ...rest }: Props) => (
  <Frame account={account} title="Sandbox console" {...rest}>
    <form method="get" class="row">
      <div>
        <label for="account">Account (its secret key)</label>
        <input id="account" name="account" value={account} />
      </div>
      <button type="submit" class="plain">
        Look at it
      </button>
    </form>
    <div class="cards">
      <Clock account={account} now={now} />
      <MailRoom account={account} deliveries={deliveries} />
    </div>
    <Chaos account={account} chaos={chaos} />
    <h2>Latest</h2>
    <ObjectTable account={account} caption="Events, newest first" items={events} />
    <ObjectTable account={account} caption="Checkout sessions, newest first" items={sessions} />
  </Frame>
)

const Clock = ({ account, now }: { account: string; now: number }) => (
  <section class="card" aria-labelledby="clock">
    <h2 id="clock">Clock</h2>
    <p>
      <time datetime={new Date(now * 1000).toISOString()}>{moment(now)}</time> UTC
    </p>
    <p class="quiet">
      Moving it on runs everything that falls due, renewals and retries included. It does not go
      back once the account has objects.
    </p>
    <Act account={account} to="clock" label="Move on">
      <div>
        <label for="step">By</label>
        <select id="step" name="step">
          <option value="hour">an hour</option>
          <option value="day">a day</option>
          <option value="week">a week</option>
          <option value="month" selected>
            a month
          </option>
          <option value="year">a year</option>
        </select>
      </div>
    </Act>
  </section>
)

const MailRoom = ({ account, deliveries }: Pick<Props, 'account' | 'deliveries'>) => (
  <section class="card" aria-labelledby="mail">
    <h2 id="mail">Webhook deliveries</h2>
    <dl>
      <dt>Pending</dt>
      <dd>{deliveries.pending}</dd>
      <dt>Delivered</dt>
      <dd>{deliveries.delivered}</dd>
      <dt>Given up</dt>
      <dd>{deliveries.failed}</dd>
    </dl>
    <Act account={account} to="flush" label="Try all pending ones now" plain />
  </section>
)

/** The fields are those of `POST /_sandbox/chaos`; what is left empty is calm. */
const Chaos = ({ account, chaos }: Pick<Props, 'account' | 'chaos'>) => (
  <details class="card" open={Object.keys(chaos).length > 0}>
    <summary>Chaos: what goes wrong on the way to the webhook</summary>
    <p class="quiet">Setting it replaces the whole setting; all empty is calm.</p>
    <Act account={account} to="chaos" label="Set">
      {chaosFields.map(({ name, label, hint }) => (
        <div>
          <label for={name}>{label}</label>
          <input id={name} name={name} placeholder={hint} value={valueWords(chaos[name])} />
        </div>
      ))}
    </Act>
  </details>
)

/** A list is two ends (`1-30`) or several types, with commas. */
function valueWords(value: unknown): string {
  if (!Array.isArray(value)) return value === undefined ? '' : String(value)
  return value.join(typeof value[0] === 'number' ? '-' : ', ')
}

const chaosFields = [
  { name: 'seed', label: 'Seed', hint: '1' },
  { name: 'duplicate', label: 'Delivered twice, share', hint: '0.1' },
  { name: 'drop', label: 'Never delivered: share, or types', hint: '0.05' },
  { name: 'reorder', label: 'Order: places, or shuffle', hint: 'shuffle' },
  { name: 'delay', label: 'Late by seconds, from–to', hint: '1-30' },
  { name: 'badSignature', label: 'Badly signed, share', hint: '0.05' },
  { name: 'staleTimestamp', label: 'Signed too long ago, share', hint: '0.05' },
  { name: 'truncateBody', label: 'Cut short, share', hint: '0.05' },
  { name: 'wrongLivemode', label: 'Of the other mode, share', hint: '0.05' },
  { name: 'oldApiVersion', label: 'Old API version', hint: '2025-04-30.basil' },
  { name: 'concurrent', label: 'Under way at once', hint: '16' },
]
