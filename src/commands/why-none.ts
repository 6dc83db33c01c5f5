import type { PassedOver } from '../conversation/conversation.ts'

/** Rules that were passed over, with what they missed, as they were last told. */
export type Told = Map<PassedOver['rule'], PassedOver['missed']>

/**
 * Why rules did not choose, a line for each reason: “• “Refunds”, “Sales”: the intent is not known.” What `told`
 * has already is not said again in full; what is said is added to it.
 */
export function whyNone(passedOver: readonly PassedOver[], told: Told): string[] {
  const isOld = ({ rule, missed }: PassedOver) => told.get(rule) === missed
  const asBefore = passedOver.filter(isOld).map(({ rule }) => rule)
  const byReason = Map.groupBy(
    passedOver.filter((one) => !isOld(one)),
    ({ missed }) => missed,
  )
  for (const { rule, missed } of passedOver) told.set(rule, missed)
  return [
    ...(asBefore.length === 0 ? [] : [line(asBefore, 'as before')]),
    ...[...byReason].map(([missed, all]) =>
      line(
        all.map(({ rule }) => rule),
        missed,
      ),
    ),
  ]
}

function line(rules: readonly string[], why: string): string {
  return `• ${rules.map((rule) => `“${rule}”`).join(', ')}: ${why}.`
}
