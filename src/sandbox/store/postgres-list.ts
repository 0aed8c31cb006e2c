import type { Query } from './store.ts'

/** Marks that many objects of a kind share; by any other one few are found. */
const common = /^(active|collection_method|currency|deleted|status|type):/

/** The query of a list: along the index of time, or, where few can match, by the marks first. */
export function listSql(account: string, query: Query, columns: string) {
  const { all = [], some, none = [], created = {}, after, before } = query
  const values: unknown[] = []
  const $ = (value: unknown) => `$${values.push(value)}`
  const conditions = [
    `account = ${$(account)}`,
    `kind = ${$(query.kind)}`,
    all.length > 0 && `marks @> ${$(all)}`,
    some && `marks && ${$(some)}`,
    none.length > 0 && `not marks && ${$(none)}`,
    created.gt !== undefined && `created > ${$(created.gt)}`,
    created.gte !== undefined && `created >= ${$(created.gte)}`,
    created.lt !== undefined && `created < ${$(created.lt)}`,
    created.lte !== undefined && `created <= ${$(created.lte)}`,
    after && `(created, seq) < (${$(after.created)}, ${$(after.seq)})`,
    before && `(created, seq) > (${$(before.created)}, ${$(before.seq)})`,
  ].filter((condition) => typeof condition === 'string')
  const direction = before ? 'asc' : 'desc'
  const order = `order by created ${direction}, seq ${direction} limit ${$(query.limit)}`
  const isFew = query.kind !== 'event' && all.some((mark) => !common.test(mark))
  // said again in words, since the index of marks leaves the events out
  if (isFew) conditions.push(`kind <> 'event'`)
  const found = `select * from sandbox.object where ${conditions.join(' and ')}`
  const sql = isFew
    ? `with found as materialized (${found}) select ${columns} from found ${order}`
    : `select ${columns} from (${found}) found ${order}`
  return { sql, values }
}
