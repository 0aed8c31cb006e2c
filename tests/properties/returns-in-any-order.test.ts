import { vi } from 'vitest'
import { everyOrderEndsTheSame } from './every-order.ts'
import { returns } from './stories/returns.ts'

vi.setConfig({ testTimeout: 300_000 })

everyOrderEndsTheSame(returns, { shuffles: 500 })
