import { payCheckout, priced } from '../checkout/pay.ts'
import { recovered } from '../checkout/recovery.ts'
import type { Engine } from '../engine.ts'
import type { InvoiceDesk } from './invoice.tsx'
import type { PayDesk } from './pay.tsx'
import type { PortalDesk } from './portal.tsx'

/** The payment page's way into the engine: who holds a session's address may pay it. */
export function payDesk(engine: Engine): PayDesk {
  return {
    session: async (id) => {
      const owner = await engine.store.ownerOf(id)
      if (owner === undefined) return undefined
      return engine.look(owner, async (unit) => {
        const session = await unit.get('checkout.session', id)
        const isOver = session?.status === 'open' && session.expires_at <= unit.now
        return isOver ? { ...session, status: 'expired' } : session
      })
    },
    preview: async (id, payment) => {
      const owner = await engine.store.ownerOf(id)
      return engine.look(owner ?? '', async (unit) =>
        priced(unit, await unit.need('checkout.session', id), payment),
      )
    },
    recover: async (id) => {
      const owner = await engine.store.ownerOf(id)
      return owner === undefined ? undefined : engine.work(owner, (unit) => recovered(unit, id))
    },
    pay: async (id, payment) => {
      const owner = await engine.store.ownerOf(id)
      return engine.work(owner ?? '', (unit) => payCheckout(unit, id, payment))
    },
  }
}

/** The invoice page's: who holds an invoice's address acts for its payer. */
export function invoiceDesk(engine: Engine): InvoiceDesk {
  return async (id) => (id.startsWith('in_') ? engine.store.ownerOf(id) : undefined)
}

/** The portal's: who holds the address of its session acts as that customer. */
export function portalDesk(engine: Engine): PortalDesk {
  return async (id) => {
    const account = await engine.store.ownerOf(id)
    if (account === undefined) return undefined
    const session = await engine.look(account, (unit) => unit.get('billing_portal.session', id))
    return session && { account, session }
  }
}
