import { type DunningRule, dunningTerms } from '../../members/dunning.ts'
import type { Setting } from './declaration.ts'

/** How failed payments are followed up. It changes no figure: what was paid stands as it was paid. */
export const dunningSetting: Setting<DunningRule> = {
  kind: 'dunning',
  changesBooks: false,
  firstDay: () => null,
  terms: dunningTerms,
}
