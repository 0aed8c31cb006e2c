import * as z from 'zod'
import { chaosSetting } from '../deliveries/chaos.ts'
import { fault } from '../fault.ts'
import { Act, Frame } from './console-sheets.tsx'
import { Fields } from './fields.tsx'
import { fieldsOf, textOf, valuesOf } from './shape.ts'

const chaosFields = fieldsOf(chaosSetting)
const faultFields = fieldsOf(fault)

/** The setting of `GET /_sandbox/chaos`. */
export const anyChaos = z.looseObject({
  faults: z.array(z.looseObject({ endpoint: z.string() })).default([]),
})
type AnyChaos = z.infer<typeof anyChaos>
type Typed = Readonly<Record<string, string>>

/** The filled form as the setting to send: what is left empty is calm, the faults stay. */
export function chaosIn({ faults }: AnyChaos, typed: Typed): object {
  return { ...valuesOf(chaosFields, typed), faults }
}

export function withFault({ faults, ...rest }: AnyChaos, typed: Typed): object {
  return { ...rest, faults: [...faults, valuesOf(faultFields, typed)] }
}

export function withoutFault({ faults, ...rest }: AnyChaos, index: number): object {
  return { ...rest, faults: faults.filter((_, at) => at !== index) }
}

/** What of a setting is not calm, as texts. */
export function disturbing(setting: Record<string, unknown>): Record<string, string> {
  const calm = new Map<string, unknown>(Object.entries(chaosSetting.parse({})))
  const differs = ([name, value]: [string, unknown]) =>
    name !== 'faults' && JSON.stringify(value) !== JSON.stringify(calm.get(name))
  const texts = Object.entries(setting).filter(differs)
  return Object.fromEntries(texts.map(([name, value]) => [name, textOf(value)]))
}

type Props = { account: string; chaos: AnyChaos; said?: string | undefined }

/** Every lever of `POST /_sandbox/chaos`, and the faults that the API is to answer with. */
export const ChaosPage = ({ account, chaos, said }: Props) => (
  <Frame account={account} title="Chaos" said={said}>
    <p class="quiet">
      What goes wrong on the way, by chance and yet the same each time: all of it follows from the
      seed. What is left empty is calm.
    </p>
    <Act account={account} to="calm" label="Calm: nothing goes wrong" plain />
    <section class="card" aria-labelledby="way">
      <h2 id="way">On the way to the webhook</h2>
      <Act account={account} to="chaos" label="Set">
        <Fields of="chaos" fields={chaosFields} typed={disturbing(chaos)} />
      </Act>
    </section>
    <section class="card" aria-labelledby="faults">
      <h2 id="faults">What the API answers</h2>
      <Faults account={account} faults={chaos.faults} />
      <Act account={account} to="fault" label="Add this fault">
        <Fields of="fault" fields={faultFields} />
      </Act>
    </section>
  </Frame>
)

const Faults = ({ account, faults }: { account: string; faults: AnyChaos['faults'] }) => (
  <ul class="plain">
    {faults.length === 0 ? <li>No fault is ordered.</li> : null}
    {faults.map(({ endpoint, ...rest }, index) => (
      <li class="row">
        <span>
          <code>{endpoint}</code> {saidOf(rest)}
        </span>
        <Act account={account} to="fault-off" label="Take back" plain>
          <input type="hidden" name="index" value={String(index)} />
        </Act>
      </li>
    ))}
  </ul>
)

/** `status 500, times 2`: what a fault says beside its presets. */
function saidOf(rest: Record<string, unknown>): string {
  const presets = new Map(faultFields.map(({ name, preset }) => [name, preset]))
  return Object.entries(rest)
    .filter(([name, value]) => typeof value !== 'object' && textOf(value) !== presets.get(name))
    .map(([name, value]) => `${name} ${textOf(value)}`)
    .join(', ')
}
