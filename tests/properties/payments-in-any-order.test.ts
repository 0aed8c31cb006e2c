import { vi } from 'vitest'
import { everyOrderEndsTheSame } from './every-order.ts'
import { payments } from './stories/payments.ts'

vi.setConfig({ testTimeout: 300_000 })

everyOrderEndsTheSame(payments, { shuffles: 500 })
