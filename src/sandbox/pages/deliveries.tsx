import type { RecentDelivery } from './client.ts'
import { Frame, moment } from './console-sheets.tsx'
import { Id } from './object-table.tsx'

type Props = { account: string; deliveries: RecentDelivery[]; said?: string | undefined }

/** The last hundred deliveries: to whom, how often tried, what was answered. */
export const DeliveriesPage = ({ account, deliveries, said }: Props) => (
  <Frame account={account} title="Webhook deliveries" said={said}>
    <DeliveryTable account={account} deliveries={deliveries} caption="The last 100" />
  </Frame>
)

export const DeliveryTable = ({ account, deliveries, caption }: Props & { caption: string }) => (
  <div class="scroll">
    <table>
      <caption>{deliveries.length === 0 ? 'None yet: no endpoint listened.' : caption}</caption>
      {deliveries.length > 0 && (
        <thead>
          <tr>
            <th scope="col">Event</th>
            <th scope="col">Endpoint</th>
            <th scope="col">State</th>
            <th scope="col">Answer</th>
            <th scope="col" class="number">
              Attempts
            </th>
            <th scope="col">Due</th>
            <th scope="col">What chaos did to it</th>
          </tr>
        </thead>
      )}
      <tbody>
        {deliveries.map((one) => (
          <tr>
            <th scope="row">
              <Id account={account} id={one.event} />
            </th>
            <td>
              <Id account={account} id={one.endpoint} />
            </td>
            <td>{one.state === 'failed' ? 'given up' : one.state}</td>
            <td>{one.outcome ?? '—'}</td>
            <td class="number">{one.attempts}</td>
            <td>{moment(Math.floor(one.due / 1000))}</td>
            <td>{one.flaws.join(', ')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
)
