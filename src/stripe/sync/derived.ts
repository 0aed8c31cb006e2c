import { sql, type Transaction } from 'kysely'
import { labelEntries } from '../../ledger/origin.ts'
import { announceNews } from '../../members/announcements/announce.ts'
import { noteFailedCharges } from '../../members/invoice-failures.ts'
import { classifyPayments, refreshMembers } from '../../members/store.ts'
import type { Schema } from '../../platform/database/schema.ts'
import type { SyncDeps, Touched } from './effect.ts'

/**
 * What follows from several objects together, once all of them are written: what each payment is for,
 * the labels of its entries, the rows of the people behind them, and what these are told.
 */
export async function derive(
  trx: Transaction<Schema>,
  { clock, machineClock, config, quiet = false }: SyncDeps,
  touched: readonly Touched[],
): Promise<void> {
  const now = clock.now()
  const invoices = all(touched, 'invoices')
  const named = all(touched, 'payments')
  const payments = unique([...named, ...(await joinInvoices(trx, { named, invoices, now }))])
  await noteFailedCharges(trx, { invoices, payments })
  const members = all(touched, 'members')
  if (payments.length > 0) {
    await labelEntries(trx, payments, now)
    members.push(...(await classifyPayments(trx, payments)))
  }
  const people = unique(members)
  await refreshMembers(trx, people, { now, supporterMonths: config.supporterMonths })
  await announceNews(trx, people, { now, machineNow: machineClock.now(), quiet })
}

function all(touched: readonly Touched[], kind: keyof Touched): string[] {
  return unique(touched.flatMap((each) => (each[kind] ?? []).filter((id) => id !== null)))
}

function unique(ids: readonly string[]): string[] {
  return [...new Set(ids)].sort()
}

/**
 * Tells payments what their invoice is for, once both are known: whatever a subscription bills is a
 * membership. Answers the keys of those that learned something.
 */
async function joinInvoices(
  trx: Transaction<Schema>,
  { named, invoices, now }: { named: readonly string[]; invoices: readonly string[]; now: Date },
): Promise<string[]> {
  if (named.length + invoices.length === 0) return []
  const { rows } = await sql<{ key: string }>`
    update origin o
    set class = 'membership', member_id = coalesce(i.member_id, o.member_id),
      campaign = coalesce(i.campaign, o.campaign), article = coalesce(i.article, o.article),
      subscription = i.subscription, product = coalesce(i.product, o.product), known_at = ${now}
    from invoice i
    where (o.key = any(${named}) or o.invoice = any(${invoices}))
      and i.id = o.invoice and i.subscription is not null
      and (o.class, o.member_id, o.campaign, o.article, o.subscription, o.product) is distinct from
        ('membership', coalesce(i.member_id, o.member_id), coalesce(i.campaign, o.campaign),
        coalesce(i.article, o.article), i.subscription, coalesce(i.product, o.product))
    returning o.key`.execute(trx)
  return rows.map(({ key }) => key)
}
