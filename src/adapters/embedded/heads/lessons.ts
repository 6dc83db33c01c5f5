import type { Priority } from '../../../conversation/conversation.ts'
import type { Sentiment } from '../../../conversation/labels.ts'
import { phrasesOf, type StarterSet } from '../starter/phrases.ts'

/** One phrase, and what it teaches a head. */
export interface Lesson<Label> {
  readonly text: string
  readonly language: string
  readonly label: Label
}

/** How visitors feel who write so. */
export function sentimentLessons(): Lesson<Sentiment>[] {
  return [
    ...taught('sentiment-negative', 'negative'),
    ...taught('sentiment-neutral', 'neutral'),
    ...taught('sentiment-positive', 'positive'),
  ]
}

/** Insults and threats; against them what only sounds like them, and anger about a thing. */
export function abuseLessons(): Lesson<boolean>[] {
  return [
    ...taught('abuse', true),
    ...taught('abuse-not', false),
    ...taught('sentiment-negative', false),
    ...some(taught('sentiment-positive', false)),
    ...some(taught('sentiment-neutral', false)),
    ...some(taught('background', false)),
  ]
}

/** Advertisements and tricks; against them honest words about links, money, jobs and channels. */
export function spamLessons(): Lesson<boolean>[] {
  return [
    ...taught('spam', true),
    ...taught('spam-not', false),
    ...some(taught('sentiment-negative', false)),
    ...some(taught('sentiment-positive', false)),
    ...taught('sentiment-neutral', false),
    ...some(taught('background', false)),
  ]
}

/** How long somebody can wait; what most ask can wait as long as usual. */
export function priorityLessons(): Lesson<Priority>[] {
  return [
    ...taught('priority-urgent', 'urgent'),
    ...taught('priority-high', 'high'),
    ...taught('sentiment-neutral', 'normal'),
    ...some(taught('spam-not', 'normal')),
    ...taught('priority-low', 'low'),
  ]
}

function taught<const Label>(set: StarterSet, label: Label): Lesson<Label>[] {
  return phrasesOf(set).map((phrase) => ({ ...phrase, label }))
}

/** Every third: enough to know the rest of the world, and quick to learn. */
function some<Each>(all: readonly Each[]): Each[] {
  return all.filter((_, place) => place % 3 === 0)
}
