import type { ConversationId } from '../conversation/ids.ts'
import type { Words } from '../conversation/words-so-far.ts'
import type { Choices, Classifier } from '../ports.ts'
import { labelsOf } from './given-labels.ts'
import type { KeepingDeps } from './keeping-labels.ts'
import { keepingLabels } from './keeping-labels.ts'
import { within } from './within.ts'

/** A conversation that is being sorted. */
export interface Sorted {
  readonly id: ConversationId
  /** Its thread opens then, whatever is known (epoch ms). */
  readonly until: number
  /** Resolves with its first labels. */
  readonly first: PromiseWithResolvers<void>
  /** How often its words were asked about, and which answer stands: of the latest, by the most trusted. */
  round: number
  stands: { readonly round: number; readonly place: number }
  /** A person has said where it belongs: its labels lead nowhere any more. */
  isPlaced: boolean
}

/** A question about some words: to whom, and what they may answer. */
export interface Question {
  readonly words: Words
  /** How many events there were before it; null where it opens with these words, which the rules have seen. */
  readonly after: number | null
  readonly choices: Choices
  readonly classifiers: readonly Classifier[]
  /** For how long rules wait for a machine’s answer before they go by the words alone (ms). */
  readonly wait: number
}

interface Asked {
  /** Resolves when the first answer is kept, or there is none, and the rules have been asked. */
  readonly settled: Promise<void>
  /** Resolves when every answer is there, or was waited for long enough. */
  readonly over: Promise<void>
}

/** Ms after which an answer is not waited for any more: people have it by then. */
const LONGEST = 10_000

/** Asks machines about words and decides on what they answer; nothing of it ever rejects. */
export function sortingRounds(deps: KeepingDeps, ending: AbortSignal) {
  const { log } = deps
  const keep = keepingLabels(deps)
  const keeping = new Set<Promise<void>>()

  function ask(one: Sorted, question: Question): Asked {
    one.round += 1
    const { round } = one
    const isKept = Promise.withResolvers<boolean>()
    const answers = question.classifiers.map(async (classifier, place) => {
      if (await askOne(one, { round, place }, classifier, question)) isKept.resolve(true)
    })
    const over = Promise.all(answers).then(() => isKept.resolve(false))
    return { settled: settled(one, question, isKept.promise), over }
  }

  async function settled(one: Sorted, { after, wait }: Question, isKept: Promise<boolean>) {
    // An answer asks the rules, too.
    if (after !== null && !(await within(isKept, wait, ending)) && !ending.aborted)
      await kept(keep.words(one.id, () => !one.isPlaced))
    await isKept
  }

  /** True when its answer is kept. */
  async function askOne(
    one: Sorted,
    place: Sorted['stands'],
    classifier: Classifier,
    { words, after, choices }: Question,
  ): Promise<boolean> {
    try {
      const asked = classifier.classify(words.text, choices)
      const said = await within(asked, LONGEST, ending)
      if (!said || ending.aborted || isAfter(one.stands, place)) return false
      const anew = after !== null && one.stands.round < place.round
      one.stands = place
      const answer = { labels: labelsOf(said, choices), classifier: classifier.name, after, anew }
      await kept(keep.answer(one.id, answer, () => !one.isPlaced))
      one.first.resolve()
      return true
    } catch (error) {
      const about = { conversation: one.id, classifier: classifier.name }
      log.warn({ ...about, error: kindOf(error) }, 'a conversation was not sorted')
      return false
    }
  }

  async function kept(deciding: Promise<void>): Promise<void> {
    keeping.add(deciding)
    await deciding.finally(() => keeping.delete(deciding))
  }

  return {
    ask,
    /** Resolves when all that is being decided on is. */
    async decided(): Promise<void> {
      await Promise.all(keeping)
    },
  }
}

/** What is of newer words, or by who is trusted more. */
function isAfter(one: Sorted['stands'], other: Sorted['stands']): boolean {
  return one.round > other.round || (one.round === other.round && one.place > other.place)
}

/** Its words could be the visitor’s. */
function kindOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown'
}
