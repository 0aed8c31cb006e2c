import { html } from 'hono/html'
import { routesWith } from '../../platform/http/routes.ts'
import { newsroom } from '../../platform/ui/newsroom.ts'
import { Page } from '../../platform/ui/page.tsx'
import { Article, headline } from './article.tsx'

/** Mounted at `/article`, in a local start only: what a newsroom's own page would look like. */
export const articleRoutes = routesWith<object>().get('/', (c) => {
  c.header('cache-control', 'public, max-age=60')
  return c.html(
    html`<!doctype html>${(
      <Page title={headline} audience="reader" scripts={['/embed.js']}>
        <Article newsroomName={newsroom.name} />
      </Page>
    )}`,
  )
})
