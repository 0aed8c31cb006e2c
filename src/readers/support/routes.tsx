import { issueNonce } from '../../platform/http/nonce.ts'
import type { Ids } from '../../platform/ids.ts'
import { readerPages } from '../../platform/ui/page.tsx'
import { knownShare, type ShareDeps } from '../known-share.ts'
import { readersWith } from '../texts/routes.ts'
import { SupportPage, supportAddress, supportTitle } from './page.tsx'
import { prefillOf } from './prefill.ts'

export type SupportDeps = ShareDeps &
  Readonly<{
    ids: Ids
    config: Readonly<{
      baseUrl: string
      returnOrigins: readonly string[]
      appSecret: string
    }>
  }>

/** Mounted at `/support`. The form holds a nonce of its own, so no cache may keep it. */
export const supportRoutes = readersWith<SupportDeps>().get('/', readerPages, async (c) => {
  const { clock, ids, config } = c.var.deps
  const nonce = await issueNonce({ secret: config.appSecret, clock, ids })
  const share = await knownShare(c.var.deps)
  const prefill = prefillOf(c.req.query(), { ...config, texts: c.var.texts })
  c.header('cache-control', 'private, no-store')
  return c.render(<SupportPage prefill={prefill} nonce={nonce} errors={[]} share={share} />, {
    title: supportTitle(c.var.texts),
    address: supportAddress(prefill),
  })
})
