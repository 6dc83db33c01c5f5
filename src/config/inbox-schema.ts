import { z } from 'zod'
import { PRIORITIES } from '../conversation/conversation.ts'
import type { Place } from '../conversation/conversation.ts'
import type { InboxId } from '../conversation/ids.ts'
import { hours } from './hours-schema.ts'
import {
  count,
  duration,
  id,
  keys,
  language,
  line,
  list,
  oneOf,
  pattern,
  prose,
  size,
  spokenLanguage,
  wants,
} from './kinds.ts'
import { departmentsOf, prechat } from './prechat-schema.ts'
import { isHttps, isOrigin } from './values.ts'

/** Team chats that a place can be in. */
export const CHATS = ['desk', 'slack', 'discord'] as const

/** What a conversation is in Discord. */
const MODES = ['post', 'thread', 'channel'] as const

/** Visitor channels that a door can be of. */
export const DOORS = ['widget', 'discord'] as const

const ORIGIN = 'an origin, such as https://example.com, without a path; or "*" for every site'

const limits = keys({
  messages_per_minute: count('messages a minute', 1, 600)
    .default(30)
    .meta({ description: 'How many messages one visitor may send in a minute, lastingly.' }),
  burst: count('messages at once', 1, 100)
    .default(10)
    .meta({ description: 'How many messages one visitor may send at once.' }),
  files_per_minute: count('files a minute', 1, 600)
    .default(10)
    .meta({ description: 'How many files one visitor may upload in a minute.' }),
  new_conversations_per_hour_per_ip: count('conversations an hour', 1, 10_000).default(20).meta({
    description:
      'How many conversations may begin in an hour from one network address; in Discord, by one person. Raise it when many visitors share one, as in an office.',
  }),
})

const door = keys({
  channel: oneOf(DOORS).meta({
    description:
      'The visitor channel: widget, for websites; discord, for direct messages to the bot.',
  }),
  origins: list(
    z
      .string({ error: wants(ORIGIN) })
      .refine((text) => text === '*' || isOrigin(text), { error: wants(ORIGIN) }),
  )
    .refine((all) => all.length === 1 || !all.includes('*'), {
      error: 'wants "*" to stand alone: with it every site may show the widget',
    })
    .default([])
    .meta({
      description:
        'Sites that may show the widget, as https://example.com. None: only Greenroom’s own address. "*": every site.',
    }),
  identity_secret_env: pattern(/^[A-Z][A-Z0-9_]{0,63}$/, 'the name of an environment variable')
    .nullable()
    .default(null)
    .meta({
      description:
        'Name of the environment variable with the secret by which your site proves who a visitor is.',
    }),
  limits: limits.prefault({}).meta({ description: 'What one visitor may send, and how fast.' }),
}).check(({ value, issues }) => {
  if (value.channel === 'widget') return
  const given = {
    origins: value.origins.length > 0,
    identity_secret_env: value.identity_secret_env,
  }
  for (const [key, isThere] of Object.entries(given))
    if (isThere)
      issues.push({ code: 'custom', message: 'is for the widget', path: [key], input: value })
})

/** A place as the settings have it. */
export interface PlaceSettings extends Place {
  /** In Discord: what a conversation is there; by the channel's type if left out. */
  readonly as?: (typeof MODES)[number]
  /** In Discord: visitors speak under their own name, through webhooks. */
  readonly webhooks?: boolean
}

const CHANNEL = 'a channel: the id of one of the desk’s, or a Slack or Discord channel’s name or id'
export const channel = pattern(/^[^\n#]{1,100}$/, CHANNEL)
const NAMED = /^(?:[CG][A-Z0-9]{6,40}|[\p{Ll}\p{Lo}\p{N}_-]{1,80})$/u

export const place = keys({
  chat: oneOf(CHATS).meta({ description: 'The team chat.' }),
  channel: channel.optional().meta({
    description:
      'Id of the desk’s channel in it; of Slack’s or Discord’s the name or the id. In Discord a text channel, a forum or a category.',
  }),
  channels: list(channel)
    .min(1, { error: 'wants at least one channel' })
    .max(20, { error: 'wants at most 20 channels' })
    .optional()
    .meta({
      description:
        'For slack: several channels in place of the one. Each new conversation goes to the one that is least behind.',
    }),
  as: oneOf(MODES).optional().meta({
    description:
      'For discord: what a conversation is there: a post of a forum, a thread, or a channel of its own. By the type of the channel if left out.',
  }),
  webhooks: z
    .boolean({ error: wants('true or false') })
    .optional()
    .meta({
      description:
        'For discord: true shows visitors’ messages under their own names, through webhooks.',
    }),
})
  .check(({ value, issues }) => {
    const message = misnamed(value)
    const path = value.channels === undefined ? ['channel'] : ['channels']
    if (message !== null) issues.push({ code: 'custom', message, path, input: value })
    for (const key of ['as', 'webhooks'] as const)
      if (value[key] !== undefined && value.chat !== 'discord')
        issues.push({ code: 'custom', message: 'is for discord', path: [key], input: value })
  })
  .transform(({ chat, channel: only, channels = [], as, webhooks }): PlaceSettings => {
    const [first = '', ...others] = only === undefined ? channels : [only]
    return {
      chat,
      channel: first,
      ...(others.length > 0 ? { others } : {}),
      ...(as === undefined ? {} : { as }),
      ...(webhooks ? { webhooks } : {}),
    }
  })

/** What is wrong with how a place names its channels, or null. */
function misnamed(place: {
  readonly chat: string
  readonly channel?: string | undefined
  readonly channels?: readonly string[] | undefined
}): string | null {
  if (place.channel === undefined && place.channels === undefined)
    return `is missing: it wants ${CHANNEL}`
  const isNamed =
    place.chat === 'discord' ||
    (place.channels ?? [place.channel ?? '']).every((name) => NAMED.test(name))
  if (!isNamed)
    return `wants ${CHANNEL}; here it is ${JSON.stringify(place.channel ?? place.channels)}`
  if (place.channels === undefined) return null
  if (place.channel !== undefined) return 'is there beside channel: name one or the other'
  if (place.chat === 'slack') return null
  return `is for slack: ${place.chat === 'desk' ? 'on the desk' : 'in Discord'} an inbox has one channel`
}

const undo = keys({
  reply: duration('60s').prefault('3s').meta({
    description: 'How long a reply is held back, so that it can be undone; 0s for not at all.',
  }),
  first: duration('60s')
    .prefault('6s')
    .meta({ description: 'The same for the first reply of a conversation.' }),
})

const files = keys({
  max_bytes: size('100MB')
    .prefault('10MB')
    .meta({ description: 'The largest file that is taken, as 512KB or 10MB.' }),
  types: list(
    pattern(
      /^[a-z]+\/(\*|[a-z0-9][a-z0-9.+-]*)$/,
      'a media type, such as image/* or application/pdf',
    ),
  )
    .default(['image/*', 'audio/*', 'video/*', 'application/pdf', 'text/plain'])
    .meta({ description: 'Media types that are taken. None: no files at all.' }),
})

const PICTURE = 'a picture’s address, such as https://example.com/luna.png'

const persona = keys({
  name: line('the persona’s name').meta({ description: 'The name that visitors see.' }),
  picture: z
    .string({ error: wants(PICTURE) })
    .max(2_000, { error: wants(PICTURE) })
    .refine(isHttps, { error: wants(PICTURE) })
    .nullable()
    .default(null)
    .meta({ description: 'The picture that visitors see, at an https address. None: a letter.' }),
})

const canned = keys({
  name: id('canned reply').meta({ description: 'What agents type after /canned.' }),
  text: prose('the reply', 10_000)
    .refine((text) => text !== '', { error: 'wants the reply’s text' })
    .meta({ description: 'What it puts into the composer, to be read over and sent.' }),
})

export const inbox = keys({
  id: id('inbox')
    .transform((text) => text as InboxId) // where text becomes such an id
    .meta({ description: 'Stands in the widget’s snippet; it never changes.' }),
  name: line('the inbox’s name').meta({
    description: 'What visitors know it as: the creator’s or the shop’s name.',
  }),
  language: language
    .optional()
    .meta({ description: 'Language tag; the installation’s own when missing.' }),
  color: pattern(
    /^#[0-9a-fA-F]{6}$/,
    'a colour such as "#3a7d44", in quotes, for a bare # begins a comment',
  )
    .default('#3a7d44')
    .meta({ description: 'The inbox’s colour, as "#3a7d44", in quotes.' }),
  position: oneOf(['right', 'left'])
    .default('right')
    .meta({ description: 'The corner of the page that the widget sits in.' }),
  greeting: prose('the greeting', 1_000)
    .prefault('Hello! Write to us here.')
    .meta({ description: 'What the open widget says first, within the hours.' }),
  away: prose('the text for outside the hours', 1_000)
    .prefault('We are away at the moment. Leave a message: we will answer it here.')
    .meta({ description: 'What it says instead outside the hours.' }),
  doors: list(door)
    .min(1, { error: 'wants at least one door' })
    .meta({ description: 'Where visitors come in.' }),
  places: list(place)
    .min(1, { error: 'wants at least one place' })
    .meta({ description: 'Where its conversations appear to the team.' }),
  moves: list(place)
    .default([])
    .meta({ description: 'Where else single ones of them can be moved or mirrored to.' }),
  team: id('team')
    .nullable()
    .default(null)
    .meta({ description: 'Id of the team that its conversations go to.' }),
  priority: oneOf(PRIORITIES)
    .default('normal')
    .meta({ description: 'The priority of its new conversations.' }),
  tags: list(
    pattern(/^[\p{L}\p{N}][\p{L}\p{N}_-]{0,39}$/u, 'a tag: one word of letters, digits, - and _'),
  )
    .default([])
    .meta({ description: 'Tags that agents are offered.' }),
  hours: hours
    .default('always')
    .meta({ description: 'When it is answered: always, or the hours of a week.' }),
  voice: prose('how the inbox speaks', 4_000)
    .prefault('')
    .meta({ description: 'How this inbox speaks, for agents to read: tone, do and don’t.' }),
  reply_as: oneOf(['agent', 'brand', 'persona']).default('agent').meta({
    description:
      'Whose name visitors see on a reply: the agent’s public one, the inbox’s, or its persona’s.',
  }),
  persona: persona
    .nullable()
    .default(null)
    .meta({ description: 'Who speaks for the inbox where it replies as its persona.' }),
  undo: undo.prefault({}).meta({ description: 'How long replies are held back.' }),
  reopen_within: duration('365d').prefault('7d').meta({
    description: 'A visitor who writes within this time of the closing reopens the conversation.',
  }),
  files: files.prefault({}).meta({ description: 'Which files are taken.' }),
  languages: list(spokenLanguage).optional().meta({
    description: 'Languages that its visitors write in; as under classify if left out.',
  }),
  sla: line('the policy’s name')
    .nullable()
    .default(null)
    .meta({ description: 'The policy that says how soon its conversations are to be answered.' }),
  departments: departmentsOf(place),
  prechat,
  canned: list(canned).default([]).meta({ description: 'Canned replies in this inbox’s voice.' }),
})
