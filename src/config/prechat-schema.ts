import { id, keys, line, list, pattern, wants } from './kinds.ts'
import { z } from 'zod'

// Doors keep what they know by themselves under these names, and the department that a visitor chose.
const TAKEN = ['page', 'pageTitle', 'referrer', 'language', 'discord', 'department']
const KEY = 'name, email, phone, topic, or a name of your own of letters, digits, _, . and -'

const ask = pattern(/^[\p{L}\p{N}_.-]{1,40}$/u, KEY).refine((key) => !TAKEN.includes(key), {
  error: 'is known without asking: it wants another name',
})

const question = keys({
  ask: ask.meta({
    description: 'What is asked: name, email, phone, topic, or a name of your own for the answer.',
  }),
  label: line('the question').meta({ description: 'The question as the visitor reads it.' }),
  required: z
    .boolean({ error: wants('true or false') })
    .default(false)
    .meta({ description: 'It has to be answered before they can write.' }),
  choices: list(line('an answer'))
    .min(2, { error: 'wants at least two answers' })
    .max(20, { error: 'wants at most 20 answers' })
    .optional()
    .meta({ description: 'Answers to choose from; any text if left out.' }),
})

export const prechat = list(question)
  .max(5, { error: 'wants at most 5 questions' })
  .default([])
  .meta({ description: 'Questions before the first message; answers are kept as attributes.' })

/** What a visitor may choose from before they write; `place` is the schema of a place. */
export function departmentsOf<Place extends z.ZodType>(place: Place) {
  return list(
    keys({
      team: id('team').meta({ description: 'Id of the team that gets it.' }),
      name: line('the department’s name')
        .optional()
        .meta({ description: 'What the visitor reads; the team’s name if left out.' }),
      places: list(place)
        .min(1, { error: 'wants at least one place' })
        .optional()
        .meta({ description: 'Where it appears to the team, in place of the inbox’s places.' }),
    }),
  )
    .max(20, { error: 'wants at most 20 departments' })
    .default([])
    .meta({ description: 'What a visitor may choose from before they write. None: no choice.' })
}
