import type { Child } from 'hono/jsx'
import { roles, staffRoles } from '../../platform/auth/principal.ts'
import type { FieldError } from '../../platform/http/problem.ts'
import {
  Button,
  ErrorSummary,
  errorOf,
  Field,
  Notice,
  SelectField,
} from '../../platform/ui/components.tsx'
import { DataTable } from '../../platform/ui/data-table.tsx'
import { writeDay, writeInstant } from '../desk/days.ts'

export type StaffMember = Readonly<{
  email: string
  role: string
  invited_by: string
  invited_at: Date
}>
export type Key = Readonly<{
  id: string
  name: string
  role: string
  created_at: Date
  last_used_at: Date | null
  revoked_at: Date | null
}>
/** What a form was sent with, when it comes back with its errors. */
type Sent = Readonly<{ values: Readonly<Record<string, string>>; errors: readonly FieldError[] }>

/** What the last act came to. */
export type News = Readonly<{
  /** Shown this once. */
  newKey?: string
  notice?: string
  invited?: Sent
  ordered?: Sent
}>
type PeopleProps = Readonly<{
  staff: readonly StaffMember[]
  keys: readonly Key[]
  /** The address that is looking: nobody removes themselves. */
  self: string
  zone: string
  news: News
}>

/** Who may enter: people of the staff and the newsroom's other programs. */
export const People = ({ staff, keys, self, zone, news }: PeopleProps) => (
  <>
    <h1>People and keys</h1>
    {news.notice === undefined ? null : <Notice tone="good">{news.notice}</Notice>}
    {news.newKey === undefined ? null : <NewKey value={news.newKey} />}
    <DataTable
      caption="Staff"
      narrow="cards"
      columns={['Address', 'Role', 'Invited', 'Change']}
      rows={staff.map((member) => staffRow(member, { self, zone }))}
    />
    <InviteForm {...(news.invited ?? nothingSent)} />
    <DataTable
      caption="Keys of programs"
      narrow="cards"
      columns={['Name', 'Role', 'Made', 'Last used', 'Change']}
      rows={keys.map((row) => keyRow(row, zone))}
    />
    <KeyForm {...(news.ordered ?? nothingSent)} />
  </>
)

const nothingSent: Sent = { values: {}, errors: [] }

const NewKey = ({ value }: { value: string }) => (
  <Notice tone="good">
    <p>This is the new key. It is shown this once: only a hash of it is kept.</p>
    <p>
      <code>{value}</code>
    </p>
  </Notice>
)

function staffRow(member: StaffMember, { self, zone }: { self: string; zone: string }) {
  return [
    member.email,
    member.role,
    `${writeDay(member.invited_at, zone)} by ${member.invited_by}`,
    member.email === self ? (
      'You'
    ) : (
      <Act path="remove" name="email" value={member.email} label={`Remove ${member.email}`} />
    ),
  ]
}

function keyRow(row: Key, zone: string) {
  return [
    row.name,
    row.role,
    writeDay(row.created_at, zone),
    row.last_used_at === null ? 'never' : writeInstant(row.last_used_at, zone),
    row.revoked_at === null ? (
      <Act
        path="revoke"
        name="id"
        value={row.id}
        label={
          <span>
            Revoke {row.name} <small>{row.id}</small>
          </span>
        }
      />
    ) : (
      `revoked ${writeDay(row.revoked_at, zone)}`
    ),
  ]
}

type ActProps = Readonly<{ path: string; name: string; value: string; label: Child }>

const Act = ({ path, name, value, label }: ActProps) => (
  <form method="post" action={`/desk/team/${path}`}>
    <input type="hidden" name={name} value={value} />
    <Button kind="quiet">{label}</Button>
  </form>
)

const InviteForm = ({ values, errors }: Sent) => (
  <form method="post" action="/desk/team/staff" class="stack">
    <h2>Invite somebody</h2>
    <p>They get a link by e-mail. For somebody already here this changes the role.</p>
    <ErrorSummary title="Nobody was invited" errors={errors} />
    <div class="entry">
      <Field
        name="email"
        label="E-mail address"
        type="email"
        required
        value={values.email}
        error={errorOf(errors, 'email')}
      />
      <SelectField name="role" label="Role" options={staffRoles.map(option)} value={values.role} />
      <Button>Invite</Button>
    </div>
  </form>
)

const KeyForm = ({ values, errors }: Sent) => (
  <form method="post" action="/desk/team/keys" class="stack">
    <h2>Make a key</h2>
    <ErrorSummary title="No key was made" errors={errors} />
    <div class="entry">
      <Field
        name="name"
        label="Name"
        hint="The program that will use it"
        required
        value={values.name}
        error={errorOf(errors, 'name')}
      />
      <SelectField
        id="key-role"
        name="role"
        label="Role"
        options={roles.map(option)}
        value={values.role}
      />
      <Button>Make the key</Button>
    </div>
  </form>
)

function option(role: string) {
  return { value: role, label: role }
}
