/** The made-up newsroom that a fresh instance speaks for; one place, until it is a setting. */
export const newsroom = {
  name: 'The Harbour Post',
  motto: 'Independent reporting from the coast',
} as const
