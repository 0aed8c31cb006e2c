/** What somebody may do here; contract.md says what each may see. `entitlement` is for keys only. */
export const roles = ['viewer', 'finance', 'support', 'entitlement', 'admin'] as const
export type Role = (typeof roles)[number]

/** Who asks: a signed-in person of the staff, or a program by its key. `id` names nobody. */
export type Principal = Readonly<{ id: string; name: string; role: Role; via: 'session' | 'key' }>
