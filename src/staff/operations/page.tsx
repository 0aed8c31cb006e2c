import type { DeadJob, OutboxState } from '../../platform/outbox/dead.ts'
import type { CallFacts } from '../../stripe/calls/counts.ts'
import type { Operations } from '../../stripe/operations.ts'
import type { UnknownValue } from '../../stripe/unknown-values.ts'
import { writeInstant } from '../desk/days.ts'
import type { OpenAlarm } from './alarms/alarm.ts'
import { Alarms } from './alarms/section.tsx'
import { Outbox } from './outbox-section.tsx'
import type { ProofsNow } from './proofs.ts'
import { Proofs } from './proofs-section.tsx'
import { inTime, operationsSentence } from './sentence.ts'
import { Shelf } from './shelf-section.tsx'
import { Sweeps } from './sweeps-section.tsx'
import { UnknownWords } from './words-section.tsx'

type OperationsProps = Readonly<{
  alarms: readonly OpenAlarm[]
  operations: Operations
  calls: CallFacts
  words: readonly UnknownValue[]
  outbox: OutboxState
  dead: readonly DeadJob[]
  proofs: ProofsNow
  zone: string
  isAdmin: boolean
  addressOf: (id: string) => string | null
}>

/** Whether what happens at Stripe reaches the books: first in words, then in figures. */
export const OperationsPage = (props: OperationsProps) => {
  const { alarms, operations, calls, words, proofs, zone, isAdmin, addressOf } = props
  const { outbox, dead } = props
  const { shelf, shelved, sweeps, finds } = operations
  return (
    <>
      <h1>{operationsSentence({ ...operations, away: calls.away }, proofs.failures)}</h1>
      <Alarms alarms={alarms} zone={zone} />
      <Facts operations={operations} calls={calls} zone={zone} />
      <Shelf {...{ shelf, shelved, zone, isAdmin }} />
      <Outbox {...{ outbox, dead, zone, isAdmin }} />
      <UnknownWords words={words} zone={zone} />
      <Sweeps {...{ sweeps, finds, zone, addressOf }} />
      <Proofs proofs={proofs} zone={zone} />
    </>
  )
}

const Facts = ({
  operations,
  calls,
  zone,
}: Pick<OperationsProps, 'operations' | 'calls' | 'zone'>) => (
  <dl class="facts">
    <dt>Waiting</dt>
    <dd>
      {operations.pending === 0
        ? 'nothing'
        : `${operations.pending} events, the oldest for ${inTime(operations.lag_seconds)}`}
    </dd>
    <dt>Tried again</dt>
    <dd>
      {operations.retrying === 0 ? 'nothing' : `${operations.retrying} objects, by themselves`}
    </dd>
    <dt>Last webhook</dt>
    <dd>
      {operations.last_webhook_at === null
        ? 'none has come yet'
        : writeInstant(operations.last_webhook_at, zone)}
    </dd>
    <dt>Calls to Stripe</dt>
    <dd>{callsInWords(calls)}</dd>
  </dl>
)

/** Of this process, since it began. */
function callsInWords({ calls, limited, waits, waited_s }: CallFacts): string {
  const made = calls.reduce((sum, each) => sum + each.calls, 0)
  const refused = [...limited.values()].reduce((sum, times) => sum + times, 0)
  if (made === 0) return 'none since this process began'
  const waited = waits === 0 ? '' : `, ${waits} of them in line for ${inTime(waited_s)} in all`
  const tooMany = refused === 0 ? '' : `; Stripe wanted fewer ${refused} times`
  return `${made.toLocaleString('en')} since this process began${waited}${tooMany}`
}
