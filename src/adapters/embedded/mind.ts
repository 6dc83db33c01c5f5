import { tellingLines } from './everyday.ts'
import type { Heads } from './heads/heads.ts'
import type { Known } from './lesson.ts'
import type { Opinion, Place, Question } from './letters.ts'
import type { Course } from './lesson.ts'
import type { Steps } from './steps.ts'
import { learnTopics, type Meaning, type Topics } from './topics.ts'

/** What was learnt of topics of one kind: from words alone, and from words and meanings. */
interface Learnt {
  readonly ids: readonly string[]
  readonly byWords: Topics
  readonly byMeaning: Topics | null
}

/** All that was learnt from a course. */
export interface Mind {
  readonly intents: Learnt
  readonly departments: Learnt
}

/** Of a longer text its start counts. */
const LONGEST = 2_000

/** Learns a course from words alone: that is quick, and all there is for texts that are not English. */
export function* learnWords({ intents, departments }: Course): Steps<Mind> {
  return { intents: yield* ofWords(intents), departments: yield* ofWords(departments) }
}

function* ofWords(topics: readonly Known[]): Steps<Learnt> {
  const byWords = yield* learnTopics(topics, 'narrow', () => null)
  return { ids: topics.map(({ id }) => id), byWords, byMeaning: null }
}

/** Adds what an encoder makes of the examples. */
export function* learnMeanings(mind: Mind, course: Course, meaningOf: Meaning): Steps<Mind> {
  return {
    intents: {
      ...mind.intents,
      byMeaning: yield* learnTopics(course.intents, 'narrow', meaningOf),
    },
    departments: {
      ...mind.departments,
      byMeaning: yield* learnTopics(course.departments, 'broad', meaningOf),
    },
  }
}

/** What a mind makes of a text. The encoder knows English only: any other language is told by words alone. */
export function opinionOf(mind: Mind, heads: Heads, meaningOf: Meaning, asked: Question): Opinion {
  const text = asked.text.slice(0, LONGEST)
  const language = heads.tell(text, asked.languages)
  const isEnglish = language === null || language.label === 'en'
  const meaning = isEnglish ? meaningOf(text) : null
  // How it sounds is in all of it; what it is about, not in the greeting before it.
  const telling = tellingLines(text)
  const toldMeaning = telling === text || !meaning ? meaning : meaningOf(telling)
  return {
    ...heads.judge(text, meaning, asked.languages),
    intent: likeliest(mind.intents, telling, toldMeaning, asked.intents),
    department: likeliest(mind.departments, telling, toldMeaning, asked.departments),
  }
}

/** Null where none of those asked about is likelier than “none of these”. */
function likeliest(
  { ids, byWords, byMeaning }: Learnt,
  text: string,
  meaning: Float32Array | null,
  asked: readonly string[],
): Place | null {
  const known = asked
    .map((id, place) => ({ place, topic: ids.indexOf(id) }))
    .filter(({ topic }) => topic >= 0)
  const topics = meaning && byMeaning ? byMeaning : byWords
  const likely = topics.judge(
    text,
    byMeaning ? meaning : null,
    known.map(({ topic }) => topic),
  )
  const confidence = Math.max(0, ...likely)
  const none = 1 - likely.reduce((sum, one) => sum + one, 0)
  const place = known[likely.indexOf(confidence)]?.place
  return place === undefined || confidence < none ? null : { place, confidence }
}
