import type { AnyObject } from './client.ts'
import { ClockForm } from './clock-page.tsx'
import { Act, Frame, link } from './console-sheets.tsx'
import { ObjectTable } from './object-table.tsx'
import { words } from './shape.ts'

type Props = {
  account: string
  now: number
  deliveries: { pending: number; delivered: number; failed: number }
  /** What of the setting is not calm, as texts. */
  chaos: Record<string, string>
  /** How many kinds of requests meet a fault. */
  faults: number
  events: AnyObject[]
  sessions: AnyObject[]
  said?: string | undefined
}

/** The console's first page: the clock, the mail room, chaos, and what happened last. */
export const Overview = ({ account, now, events, sessions, said, ...rest }: Props) => (
  <Frame account={account} title="Sandbox console" said={said}>
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
      <ClockForm account={account} now={now} />
      <MailRoom account={account} deliveries={rest.deliveries} />
      <Weather account={account} chaos={rest.chaos} faults={rest.faults} />
    </div>
    <h2>Latest</h2>
    <ObjectTable account={account} caption="Events, newest first" items={events} />
    <ObjectTable account={account} caption="Checkout sessions, newest first" items={sessions} />
  </Frame>
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

const Weather = ({ account, chaos, faults }: Pick<Props, 'account' | 'chaos' | 'faults'>) => (
  <section class="card" aria-labelledby="chaos">
    <h2 id="chaos">Chaos</h2>
    {Object.keys(chaos).length + faults === 0 ? (
      <p>Calm: everything arrives once, in order and signed.</p>
    ) : (
      <>
        <dl>
          {Object.entries({ ...chaos, ...(faults > 0 && { faults: String(faults) }) }).map(
            ([name, value]) => (
              <>
                <dt>{words(name)}</dt>
                <dd>{value}</dd>
              </>
            ),
          )}
        </dl>
        <Act account={account} to="calm" label="Calm" plain />
      </>
    )}
    <p>
      <a href={link('/console/chaos', { account })}>Change it</a>
    </p>
  </section>
)
