import type { InboxId } from '../conversation/ids.ts'
import type { Choices, Classifier } from '../ports.ts'
import { within } from './within.ts'

export interface JudgingDeps {
  /** Null where there is none on this machine. */
  judge(): Classifier | null
  /** How sure the judge must be, from 0 to 1. */
  sure(): number
  /** What an inbox’s words can be in; null where machines are not asked. */
  choices(inbox: InboxId): Pick<Choices, 'languages'> | null
}

/** Messages that wait to be judged at once; beyond it a new one is not. */
const MOST_WAITING = 16
/** Ms for an answer. */
const LONGEST = 5_000

/** Says whether words of an inbox surely sound negative; false where nobody says so in time, or too many ask. */
export function judging(deps: JudgingDeps, ending: AbortSignal) {
  let waiting = 0
  return async (inbox: InboxId, text: string): Promise<boolean> => {
    const [judge, languages] = [deps.judge(), deps.choices(inbox)?.languages]
    if (!judge || !languages || text === '' || waiting >= MOST_WAITING) return false
    waiting += 1
    try {
      const answer = judge.classify(text, { intents: [], departments: [], languages })
      const sentiment = (await within(answer, LONGEST, ending))?.sentiment
      return sentiment?.label === 'negative' && sentiment.confidence >= deps.sure()
    } finally {
      waiting -= 1
    }
  }
}
