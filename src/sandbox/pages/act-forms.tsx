import * as z from 'zod'
import { anyAct } from '../acts/acts.ts'
import type { AnyObject } from './client.ts'
import { Act, Frame } from './console-sheets.tsx'
import { Fields } from './fields.tsx'
import { type Field, fieldsOf, words } from './shape.ts'

const named = z.object({ value: z.string() })

/** Every act of `POST /_sandbox/actions`, with the fields that its schema names. */
const acts = anyAct.options.map(({ in: shape }) => ({
  action: named.parse(shape.shape.action).value,
  fields: fieldsOf(shape),
}))

/** The fields of an act, to read its form by. */
export function fieldsOfAct(action: string): readonly Field[] {
  return acts.find((one) => one.action === action)?.fields ?? []
}

/** Everything that can be done on an account, whatever it is done to. */
export const ActsPage = ({ account, said }: { account: string; said?: string | undefined }) => (
  <Frame account={account} title="Acts" said={said}>
    <p class="quiet">
      What a person would do in Stripe’s Dashboard, or a bank, or Stripe itself. What can be done
      with one object stands on its own page, too.
    </p>
    {acts.map(({ action, fields }) => (
      <ActForm account={account} action={action} fields={fields} />
    ))}
  </Frame>
)

/** What can be done with an object: the acts that ask for one of its kind. */
export const ActsOn = ({ account, object }: { account: string; object: AnyObject }) => {
  const kind = object.object.split('.').at(-1) ?? ''
  const fitting = acts.filter(({ fields }) => fields.some(({ name }) => name === kind))
  return (
    <>
      {fitting.map(({ action, fields }) => (
        <ActForm account={account} action={action} fields={fields} on={{ [kind]: object.id }} />
      ))}
    </>
  )
}

type FormProps = {
  account: string
  action: string
  fields: readonly Field[]
  /** What is known already, and so not asked. */
  on?: Readonly<Record<string, string>>
}

const ActForm = ({ account, action, fields, on = {} }: FormProps) => {
  const asked = fields.filter(({ name }) => !(name in on))
  return (
    <details class="card">
      <summary>{words(action)}</summary>
      <Act account={account} to="act" label={words(action)}>
        {Object.entries({ action, ...on }).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <Fields of={action} fields={asked} />
      </Act>
    </details>
  )
}
