/** Whom every account belongs to, as Stripe tells those who pay. */
export const newsroomName = 'The Harbour Post'
