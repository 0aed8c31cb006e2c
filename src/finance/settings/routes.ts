import type { Context } from 'hono'
import type { Config } from '../../config.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database, Reader } from '../../platform/database/connection.ts'
import type { DeclarationKind } from '../../platform/database/ledger-tables.ts'
import { type Day, todayOf } from '../../platform/day.ts'
import { askedNothing, parsed } from '../../platform/http/parsed.ts'
import { invalid, Problem } from '../../platform/http/problem.ts'
import { type RoomEnv, routesWith } from '../../platform/http/routes.ts'
import type { Ids } from '../../platform/ids.ts'
import { campaignSetting } from './campaign.ts'
import { cashSetting } from './cash.ts'
import { type Declaration, declarations, declare, inForce, type Setting } from './declaration.ts'
import { issuerSetting } from './issuer.ts'
import { productSetting } from './product.ts'
import { receiptWordingSetting, wordingKey } from './receipt-wording.ts'
import { type Tax, taxKey, taxSetting } from './tax.ts'
import { settingKey } from './terms.ts'

export type SettingsDeps = Readonly<{
  db: Database
  reader: Reader
  clock: Clock
  ids: Ids
  config: Pick<Config, 'reportingTimezone'>
}>
type Asked = Context<RoomEnv<SettingsDeps>>

/**
 * `/api/settings`: what finance declares. A PUT stands beside what was declared before and counts from
 * its `from` on; a GET shows what counts today and all that was ever said, newest first.
 */
export const settingsApi = routesWith<SettingsDeps>()
  .use(askedNothing)
  .get('/', async (c) =>
    c.json({
      cash: (await declaredOf(c, cashSetting, '')).declared,
      tax: (await everyOne(c, taxSetting)).data,
      campaigns: (await everyOne(c, campaignSetting)).data,
      products: (await everyOne(c, productSetting)).data,
      issuer: (await declaredOf(c, issuerSetting, '')).declared,
      receipts: (await everyOne(c, receiptWordingSetting)).data,
    }),
  )
  .get('/cash', async (c) => c.json(await declaredOf(c, cashSetting, '')))
  .put('/cash', parsed('json', cashSetting.terms), async (c) => {
    await put(c, cashSetting, '', c.req.valid('json'))
    return c.json(await declaredOf(c, cashSetting, ''))
  })
  .get('/tax', async (c) => c.json(await everyOne(c, taxSetting)))
  .put('/tax', parsed('json', taxSetting.terms), async (c) => {
    const tax: Tax = c.req.valid('json')
    await put(c, taxSetting, taxKey(tax), tax)
    return c.json(await everyOne(c, taxSetting))
  })
  .get('/campaigns', async (c) => c.json(await everyOne(c, campaignSetting)))
  .get('/campaigns/:key', async (c) => c.json(await declaredOf(c, campaignSetting, keyIn(c))))
  .put('/campaigns/:key', parsed('json', campaignSetting.terms), async (c) => {
    await put(c, campaignSetting, keyIn(c), c.req.valid('json'))
    return c.json(await declaredOf(c, campaignSetting, keyIn(c)))
  })
  .get('/products', async (c) => c.json(await everyOne(c, productSetting)))
  .get('/products/:key', async (c) => c.json(await declaredOf(c, productSetting, keyIn(c))))
  .put('/products/:key', parsed('json', productSetting.terms), async (c) => {
    await put(c, productSetting, keyIn(c), c.req.valid('json'))
    return c.json(await declaredOf(c, productSetting, keyIn(c)))
  })
  .get('/issuer', async (c) => c.json(await declaredOf(c, issuerSetting, '')))
  .put('/issuer', parsed('json', issuerSetting.terms), async (c) => {
    await put(c, issuerSetting, '', c.req.valid('json'))
    return c.json(await declaredOf(c, issuerSetting, ''))
  })
  .get('/receipts', async (c) => c.json(await everyOne(c, receiptWordingSetting)))
  .put('/receipts', parsed('json', receiptWordingSetting.terms), async (c) => {
    const wording = c.req.valid('json')
    await put(c, receiptWordingSetting, wordingKey(wording), wording)
    return c.json(await everyOne(c, receiptWordingSetting))
  })

function keyIn(c: Context): string {
  const key = settingKey.safeParse(c.req.param('key'))
  if (key.success) return key.data
  throw invalid(key.error.issues.map(({ message }) => ({ field: 'key', message })))
}

/** What counts today, null while nothing does, and what was ever declared. */
async function declaredOf<Terms extends object>(c: Asked, setting: Setting<Terms>, key: string) {
  const history = await declarations(c.var.deps.reader, setting, key)
  const declared = inForce(history, todayIn(c))
  const answer = answerOf(setting)
  return { declared: declared && answer(declared), history: history.map(answer) }
}

/** What counts today of each key. */
async function everyOne<Terms extends object>(c: Asked, setting: Setting<Terms>) {
  const history = await declarations(c.var.deps.reader, setting)
  const today = todayIn(c)
  const answer = answerOf(setting)
  const data = [...Map.groupBy(history, ({ key }) => key).values()]
    .flatMap((ofKey) => inForce(ofKey, today) ?? [])
    .map(answer)
  return { data, history: history.map(answer) }
}

/** As it was sent, with the campaign or product it is of, and who declared it when. */
function answerOf({ kind }: Readonly<{ kind: DeclarationKind }>) {
  const isNamed = kind === 'campaign' || kind === 'product'
  return ({ key, sent, declared_by, declared_at }: Declaration<unknown>) => ({
    ...(isNamed ? { key } : {}),
    ...sent,
    ...{ declared_by, declared_at: declared_at.toISOString() },
  })
}

function todayIn(c: Asked): Day {
  const { clock, config } = c.var.deps
  return todayOf({ clock, config })
}

async function put<Terms extends object>(
  c: Asked,
  setting: Setting<Terms>,
  key: string,
  terms: Terms,
) {
  const { deps, principal } = c.var
  const sent: object = await c.req.json()
  const outcome = await declare(deps, setting, { key, terms, sent }, principal.id)
  if (outcome.kind === 'declared') return
  const detail =
    `${outcome.month} is closed and keeps its figures. Say \`from\` which day on this counts, after ` +
    'the last closed month. Nothing was changed.'
  throw new Problem(409, 'month_closed', detail)
}
