/** What somebody may do here; contract.md says what each may see. */
export const roles = ['viewer', 'finance', 'support', 'entitlement', 'admin'] as const
export type Role = (typeof roles)[number]

/** The roles of people: `entitlement` is for keys only. */
export const staffRoles = ['viewer', 'finance', 'support', 'admin'] as const
export type StaffRole = (typeof staffRoles)[number]

/** Who asks: a signed-in person of the staff, or a program by its key. `id` names nobody. */
export type Principal = Readonly<{ id: string; name: string; role: Role; via: 'session' | 'key' }>
