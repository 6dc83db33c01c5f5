import { z } from 'zod'
import { PRIORITIES } from '../../conversation/conversation.ts'
import type { Classification, Guess, Label, LabelId } from '../../conversation/labels.ts'
import { labelNamed, LANGUAGES, SENTIMENTS } from '../../conversation/labels.ts'
import type { Choices } from '../../ports.ts'
import { calibrated } from './calibration.ts'

const share = z.number().min(0).max(1)
const sure = share.nullish().catch(null)
const word = z.string().nullish().catch(null)

const written = z.object({
  intent: word,
  intent_confidence: sure,
  department: word,
  department_confidence: sure,
  priority: word,
  priority_confidence: sure,
  sentiment: word,
  sentiment_confidence: sure,
  language: word,
  language_confidence: sure,
  abuse: share,
  spam: share,
})

/**
 * What a model’s text says in labels, or null where it cannot be read. No string of it is passed on: each is looked
 * up, and what is given back is the choice’s own.
 */
export function readLabels(text: string, choices: Choices): Classification | null {
  const { data: said } = written.safeParse(jsonIn(text))
  if (!said) return null
  const languages = choices.languages.length > 0 ? choices.languages : LANGUAGES
  const read = {
    intent: guess(idOf(choices.intents, said.intent), said.intent_confidence),
    department: guess(idOf(choices.departments, said.department), said.department_confidence),
    priority: guess(oneOf(PRIORITIES, said.priority), said.priority_confidence),
    sentiment: guess(oneOf(SENTIMENTS, said.sentiment), said.sentiment_confidence),
    language: guess(oneOf(languages, said.language?.split('-')[0]), said.language_confidence),
  }
  if (Object.values(read).every((one) => one === null)) return null
  return { ...read, abuse: calibrated(said.abuse), spam: calibrated(said.spam) }
}

function guess<Its>(label: Its | null, said: number | null | undefined): Guess<Its> | null {
  return label === null || typeof said !== 'number' ? null : { label, confidence: calibrated(said) }
}

function idOf(labels: readonly Label[], said: string | null | undefined): LabelId | null {
  return said ? (labelNamed(labels, said)?.id ?? null) : null
}

function oneOf<Its extends string>(
  list: readonly Its[],
  said: string | null | undefined,
): Its | null {
  const named = said?.trim().toLowerCase()
  return list.find((one) => one === named) ?? null
}

/** The JSON object in a text: servers without strict schemas put fences, thoughts or a greeting round it. */
function jsonIn(text: string): unknown {
  const start = text.indexOf('{')
  const end = text.lastIndexOf('}')
  if (start === -1 || end < start) return null
  try {
    return JSON.parse(text.slice(start, end + 1))
  } catch {
    return null
  }
}
