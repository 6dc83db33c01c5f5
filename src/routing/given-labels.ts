import { PRIORITIES } from '../conversation/conversation.ts'
import { LANGUAGES, SENTIMENTS } from '../conversation/labels.ts'
import type { Classification, Given, Guess, Label, Labels } from '../conversation/labels.ts'
import type { Choices } from '../ports.ts'

/**
 * What a machine said, as a conversation keeps it: by the names of the taxonomy, and nothing that does not stand in
 * it. Of an intent whose department is known and which the machine did not name, that department.
 */
export function labelsOf(said: Classification, choices: Choices): Labels {
  const intent = named(said.intent, choices.intents)
  const department =
    named(said.department, choices.departments) ?? departmentOf(said.intent, choices)
  const priority = oneOf(said.priority, PRIORITIES)
  const sentiment = oneOf(said.sentiment, SENTIMENTS)
  const language = oneOf(said.language, LANGUAGES)
  const abuse = share(said.abuse)
  const spam = share(said.spam)
  return {
    ...(intent ? { intent } : {}),
    ...(department ? { department } : {}),
    ...(priority ? { priority } : {}),
    ...(sentiment ? { sentiment } : {}),
    ...(language ? { language } : {}),
    ...(abuse === null ? {} : { abuse }),
    ...(spam === null ? {} : { spam }),
  }
}

function named(guess: Guess<string> | null, labels: readonly Label[]): Given | null {
  const label = labels.find(({ id }) => id === guess?.label)
  const confidence = share(guess?.confidence)
  return label && confidence !== null ? { id: label.id, name: label.name, confidence } : null
}

function departmentOf(guess: Guess<string> | null, choices: Choices): Given | null {
  const its = choices.intents.find(({ id }) => id === guess?.label)?.department
  return guess && its ? named({ ...guess, label: its }, choices.departments) : null
}

function oneOf<Its extends string>(guess: Guess<Its> | null, all: readonly Its[]): Given | null {
  const confidence = share(guess?.confidence)
  if (!guess || confidence === null || !all.includes(guess.label)) return null
  return { id: guess.label, name: guess.label, confidence }
}

function share(given: number | undefined): number | null {
  return given !== undefined && given >= 0 && given <= 1 ? given : null
}
