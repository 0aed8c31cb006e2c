import { html } from 'hono/html'
import { newsletters } from '../../finance/settings/newsletters.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Reader } from '../../platform/database/connection.ts'
import { issueNonce } from '../../platform/http/nonce.ts'
import { routesWith } from '../../platform/http/routes.ts'
import type { Ids } from '../../platform/ids.ts'
import { newsroom } from '../../platform/ui/newsroom.ts'
import { Page } from '../../platform/ui/page.tsx'
import { SignUpBox } from '../newsletters/sign-up.tsx'
import { Article, headline } from './article.tsx'

type Deps = Readonly<{
  config: Readonly<{ appSecret: string }>
  reader: Reader
  clock: Clock
  ids: Ids
}>

/** Mounted at `/article`, in a local start only: what a newsroom's own page would look like. */
export const articleRoutes = routesWith<Deps>().get('/', async (c) => {
  const { config, clock, ids, reader } = c.var.deps
  const nonce = await issueNonce({ secret: config.appSecret, clock, ids })
  const daily = (await newsletters(reader)).find(({ key }) => key === 'daily')
  c.header('cache-control', 'public, max-age=60')
  return c.html(
    html`<!doctype html>${(
      <Page title={headline} audience="reader" scripts={['/embed.js']}>
        <Article newsroomName={newsroom.name}>
          {daily === undefined ? null : <SignUpBox list={daily} nonce={nonce} source="article" />}
        </Article>
      </Page>
    )}`,
  )
})
