import { z } from 'zod'
import { channel, CHATS } from './inbox-schema.ts'
import {
  count,
  duration,
  keys,
  list,
  oneOf,
  pattern,
  share,
  spokenLanguage,
  wants,
} from './kinds.ts'

const OFF = z.literal(['off', false])

const ON = z.literal(['on', true])

/** What is said of a thing that may be switched: null where it is off, and as it is by itself where it is on. */
function switched<Said>(
  given: Said | z.infer<typeof OFF | typeof ON>,
  itself: () => Said,
): Said | null {
  if (given === 'off' || given === false) return null
  return given === 'on' || given === true ? itself() : given
}

const openai = keys({
  model: pattern(/^[\w.:/-]{1,100}$/, 'a model’s name, such as gpt-5.4-mini')
    .default('gpt-5.4-mini')
    .meta({ description: 'The model that is asked; a small one is enough.' }),
})

const report = keys({
  chat: oneOf(CHATS).meta({ description: 'The team chat.' }),
  channel: channel.meta({ description: 'The channel in it: the desk’s id, or a name or an id.' }),
})

const mood = keys({
  messages: count('clipped messages', 2, 200).default(6).meta({
    description: 'So many clipped or negative messages, which are half of all or more.',
  }),
  conversations: count('conversations', 1, 20)
    .default(3)
    .meta({ description: 'From so many conversations.' }),
  within: duration('1d').prefault('1h').meta({ description: 'Within this time.' }),
})

const classifying = keys({
  confidence: share('how sure a label must be to be routed by').default(0.6).meta({
    description:
      'How sure a label must be, from 0 to 1, before rules ask for it. What is less sure is shown, and left to people.',
  }),
  wait: duration('2s').prefault('250ms').meta({
    description:
      'How long a new conversation waits for its labels before its thread opens; 0s for not at all.',
  }),
  languages: list(spokenLanguage).default([]).meta({
    description: 'Languages that visitors write in, such as [en, de]. None: any.',
  }),
  embedded: z
    .boolean({ error: wants('true or false') })
    .default(true)
    .meta({ description: 'Labels by what Greenroom learns from the taxonomy on this machine.' }),
  openai: z
    .union([OFF, ON, openai], { error: wants('off, on, or a group of keys: model') })
    .prefault({})
    .transform((given) => switched(given, () => openai.parse({})))
    .meta({
      description: 'Labels by OpenAI too, where the environment has OPENAI_API_KEY; off for never.',
    }),
  report: report
    .nullable()
    .default(null)
    .meta({ description: 'Where a line a week says how often the labels were right.' }),
  mood: z
    .union([OFF, ON, mood], {
      error: wants('off, on, or a group of keys: messages, conversations, within'),
    })
    .prefault({})
    .transform((given) => switched(given, () => mood.parse({})))
    .meta({
      description:
        'When supervisors are alerted that visitors of an inbox sound fed up; off for never.',
    }),
})

/** What is said of classifying; null where it is switched off. */
export const classify = z
  .union([OFF, ON, classifying], {
    error: wants(
      'off, on, or a group of keys: confidence, wait, languages, embedded, openai, report, mood',
    ),
  })
  .transform((given) => switched(given, () => classifying.parse({})))
