/**
 * Where Stripe's own dashboard shows an object; null with a stand-in, which has another. Test and live
 * objects stand in different places.
 */
export function dashboardAddress(
  { apiBase, livemode }: Readonly<{ apiBase: string | null; livemode: boolean }>,
  id: string,
): string | null {
  if (apiBase !== null) return null
  return `https://dashboard.stripe.com/${livemode ? '' : 'test/'}search?query=${encodeURIComponent(id)}`
}
