import { Act, Frame, link, moment } from './console-sheets.tsx'

type Props = {
  account: string
  now: number
  /** Where the clock came from when it was last moved here, and where it is going; seconds. */
  from?: number | undefined
  to?: number | undefined
  said?: string | undefined
}

/** The clock while it is on its way; the page asks again by itself until it is there. */
export const ClockPage = ({ account, now, from = now, to, said }: Props) => (
  <Frame account={account} title="Clock" said={said}>
    {to === undefined ? (
      <>
        <ClockForm account={account} now={now} />
        <p>
          <a href={link('', { account })}>To the overview</a>
        </p>
      </>
    ) : (
      <section class="card" aria-label="On its way">
        <p>
          On its way from {moment(from)} to {moment(to)} UTC: it stands at {moment(now)}. Renewals,
          retries and payouts are run in their order. This page looks again every second.
        </p>
        <progress
          value={now - from}
          max={Math.max(1, to - from)}
          aria-label="How far it has come"
        />
      </section>
    )}
  </Frame>
)

export const ClockForm = ({ account, now }: { account: string; now: number }) => (
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
