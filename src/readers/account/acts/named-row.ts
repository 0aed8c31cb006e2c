import type { Act } from '../../../members/phase.ts'
import type { SubscriptionRow } from '../../../members/subscriptions.ts'
import { invalid } from '../../../platform/http/problem.ts'
import type { ActContext } from './context.ts'
import { subjectOf } from './subject.ts'
import { notOwn } from './view.ts'

/**
 * The reader's membership that a post is about: the one named, else the only one that the act fits.
 * Throws 404 for somebody else's and 422 when it has to be said which.
 */
export async function namedRow(
  c: ActContext,
  act: Act,
  subscription: string | undefined,
): Promise<SubscriptionRow> {
  const { deps, reader, texts } = c.var
  const subject = await subjectOf(deps, reader, { act, subscription })
  if (subject.kind === 'one') return subject.row
  if (subject.kind !== 'several') throw notOwn(texts)
  throw invalid([{ field: 'subscription', message: texts.words('acts.failed_subscription') }])
}
