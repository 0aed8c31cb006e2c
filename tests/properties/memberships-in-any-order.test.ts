import { vi } from 'vitest'
import { everyOrderEndsTheSame } from './every-order.ts'
import { memberships } from './stories/memberships.ts'

vi.setConfig({ testTimeout: 120_000 })

everyOrderEndsTheSame(memberships, { shuffles: 100 })
