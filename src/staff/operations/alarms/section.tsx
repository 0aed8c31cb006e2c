import { Notice } from '../../../platform/ui/components.tsx'
import { writeInstant } from '../../desk/days.ts'
import type { OpenAlarm } from './alarm.ts'
import { wordsOf } from './cause.ts'

/** What is the matter now, with what to do about it; nothing where nothing is. */
export const Alarms = ({ alarms, zone }: { alarms: readonly OpenAlarm[]; zone: string }) =>
  alarms.length === 0 ? null : (
    <section class="stack" id="alarms">
      <h2>Alarms</h2>
      {alarms.map(({ cause, summary, opened_at, told_at }) => (
        <Notice tone="danger">
          <h3>{summary}</h3>
          <p>{wordsOf[cause].advice}</p>
          <p class="soft">
            Since {writeInstant(opened_at, zone)},{' '}
            {told_at === null ? 'told to nobody yet' : `told ${writeInstant(told_at, zone)}`}
          </p>
        </Notice>
      ))}
    </section>
  )
