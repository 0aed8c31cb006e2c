import { vi } from 'vitest'
import { everyOrderEndsTheSame } from './every-order.ts'
import { memberships } from './stories/memberships.ts'

vi.setConfig({ testTimeout: 300_000 })

everyOrderEndsTheSame(memberships, { shuffles: 500 })
