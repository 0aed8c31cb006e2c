import { replaySetting } from '../deliveries/replay.ts'
import { settingsPatch } from '../settings.ts'
import { Act, Frame } from './console-sheets.tsx'
import { Fields } from './fields.tsx'
import { fieldsOf, textOf, valuesOf } from './shape.ts'

const settingsFields = fieldsOf(settingsPatch)
const replayFields = fieldsOf(replaySetting)
type Typed = Readonly<Record<string, string>>
type Props = { account: string; said?: string | undefined }

/** The filled form; a list that was emptied is an empty one. */
export function settingsIn(typed: Typed): object {
  const lists = settingsFields.filter(({ takes }) => takes.includes('array'))
  const empty = Object.fromEntries(lists.map(({ name }) => [name, []]))
  return { ...empty, ...valuesOf(settingsFields, typed) }
}

export function replayIn(typed: Typed): object {
  return valuesOf(replayFields, typed)
}

/** How the account behaves: `POST /_sandbox/settings`. */
export const SettingsPage = ({
  account,
  settings,
  said,
}: Props & { settings: Record<string, unknown> }) => (
  <Frame account={account} title="Settings" said={said}>
    <p class="quiet">
      Where Stripe lets an account’s owner choose, or the sandbox stands in for the world.
    </p>
    <section class="card">
      <Act account={account} to="settings" label="Set">
        <Fields
          of="settings"
          fields={settingsFields}
          typed={Object.fromEntries(
            Object.entries(settings).map(([name, value]) => [name, textOf(value)]),
          )}
        />
      </Act>
    </section>
  </Frame>
)

/** Events once more, in an order that has broken others: `POST /_sandbox/replay`. */
export const ReplayPage = ({ account, from, said }: Props & { from?: string | undefined }) => (
  <Frame account={account} title="Replay" said={said}>
    <p class="quiet">
      Sends events again, one after the other, each to every endpoint that listens to it. The answer
      comes when the last of them is answered.
    </p>
    <section class="card">
      <Act account={account} to="replay" label="Replay">
        <Fields of="replay" fields={replayFields} typed={from === undefined ? {} : { from }} />
      </Act>
    </section>
  </Frame>
)
