import { z } from 'zod'
import { LANGUAGES } from '../conversation/labels.ts'
import { channel, CHATS } from './inbox-schema.ts'
import { count, duration, keys, list, oneOf, pattern, share, wants } from './kinds.ts'

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
  languages: list(oneOf(LANGUAGES)).default([]).meta({
    description: 'Languages that visitors write in, such as [en, de]. None: any.',
  }),
  embedded: z
    .boolean({ error: wants('true or false') })
    .default(true)
    .meta({ description: 'Labels by what Greenroom learns from the taxonomy on this machine.' }),
  openai: z
    .union([z.literal(false), openai], { error: wants('false, or a group of keys: model') })
    .prefault({})
    .transform((given) => (given === false ? null : given))
    .meta({
      description:
        'Labels by OpenAI too, where the environment has OPENAI_API_KEY; false for never.',
    }),
  report: report
    .nullable()
    .default(null)
    .meta({ description: 'Where a line a week says how often the labels were right.' }),
  mood: z
    .union([z.literal(['off', false]), mood], {
      error: wants('off, or a group of keys: messages, conversations, within'),
    })
    .prefault({})
    .transform((given) => (given === 'off' || given === false ? null : given))
    .meta({
      description:
        'When supervisors are alerted that visitors of an inbox sound fed up; off for never.',
    }),
})

/** What is said of classifying; null where it is switched off. */
export const classify = z
  .union([z.literal(['off', false]), classifying], {
    error: wants(
      'off, or a group of keys: confidence, wait, languages, embedded, openai, report, mood',
    ),
  })
  .transform((given) => (given === 'off' || given === false ? null : given))
