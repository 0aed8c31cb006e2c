import type { PropsWithChildren } from 'hono/jsx'
import { Sheet } from './sheet.tsx'

export const CONSOLE = '/_sandbox'

type At = { account: string }
type FrameProps = PropsWithChildren<At & { title: string; said?: string | undefined }>

const pages: readonly { name: string; path: string; of?: Record<string, string> }[] = [
  { name: 'Overview', path: '' },
  { name: 'Objects', path: '/console/objects' },
  { name: 'Events', path: '/console/list', of: { path: '/v1/events' } },
  { name: 'Deliveries', path: '/console/deliveries' },
  { name: 'Acts', path: '/console/acts' },
  { name: 'Chaos', path: '/console/chaos' },
  { name: 'Replay', path: '/console/replay' },
  { name: 'Settings', path: '/console/settings' },
  { name: 'Endpoints', path: '/console/list', of: { path: '/v1/webhook_endpoints' } },
]

/** Every page of the console: its account, the way to the others, and to any object by its id. */
export const Frame = ({ title, account, said, children }: FrameProps) => (
  <Sheet title={`${title} · Sandbox console`} wide>
    <nav aria-label="Console">
      <ul>
        {pages.map(({ name, path, of }) => (
          <li>
            <a href={link(path, { account, ...of })}>{name}</a>
          </li>
        ))}
      </ul>
      <form method="get" action={`${CONSOLE}/console/find`}>
        <input type="hidden" name="account" value={account} />
        <div>
          <label for="id">Any id</label>
          <input id="id" name="id" placeholder="sub_…" required />
        </div>
        <button type="submit" class="plain">
          Find
        </button>
      </form>
    </nav>
    <h1>{title}</h1>
    {said !== undefined && (
      <p class="summary" role="status">
        {said}
      </p>
    )}
    {children}
  </Sheet>
)

export function link(path: string, query: Record<string, string>): string {
  return `${CONSOLE}${path}?${new URLSearchParams(query)}`
}

/** A form of one button (and its children's fields) that leads to a POST of the console. */
export const Act = ({
  account,
  to,
  label,
  plain = false,
  children,
}: PropsWithChildren<ActProps>) => (
  <form method="post" action={link(`/console/${to}`, { account })} class="act">
    {children}
    <button type="submit" class={plain ? 'plain' : ''}>
      {label}
    </button>
  </form>
)
type ActProps = At & { to: string; label: string; plain?: boolean }

/** `2026-11-24 09:00:00`, in UTC. */
export function moment(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ')
}
