import { useTexts } from '../texts/texts.ts'
import type { LookedOver } from './looked-over.ts'
import { Seen } from './saying-fold.tsx'

/** What will be charged and seen, told before anybody pays; it takes the focus, so that it is read. */
export const Summary = ({ looked }: { looked: LookedOver }) => {
  const { words, money, list, language } = useTexts()
  const { frequency, amount, base, extra, fee, level, seen } = looked
  const parts = [
    money(base),
    ...(extra.minor === 0n ? [] : [words('checkout.part_extra', { sum: money(extra) })]),
    ...(fee.minor === 0n ? [] : [words('checkout.part_fee', { sum: money(fee) })]),
  ]
  return (
    <section class="notice stack" id="summary" tabindex={-1} autofocus>
      <h2>{words('support.summary')}</h2>
      <p>
        {words(`support.summary_${frequency}`, { sum: money(amount) })}{' '}
        {parts.length === 1 ? null : words('support.summary_parts', { parts: list(parts) })}
      </p>
      {level === null ? null : <p>{words('support.level', { level: level.name[language] })}</p>}
      <p>
        <Seen who={seen} />
      </p>
    </section>
  )
}
