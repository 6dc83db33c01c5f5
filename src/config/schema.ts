import { z } from 'zod'
import type { Role } from '../conversation/actor.ts'
import type { AgentId } from '../conversation/ids.ts'
import { inbox } from './inbox-schema.ts'
import { id, keys, language, line, list, oneOf, pattern, prose } from './kinds.ts'
import { routes } from './routes-schema.ts'

const ROLES = ['creator', 'agent', 'supervisor', 'lead', 'admin'] as const satisfies readonly Role[]

const SNOWFLAKE = /^\d{17,20}$/

const team = keys({
  id: id('team').meta({ description: 'What inboxes and members refer to it by.' }),
  name: line('the team’s name').meta({ description: 'What people call it.' }),
})

const channel = keys({
  id: id('channel').meta({ description: 'What places refer to it by.' }),
  name: line('the channel’s name').meta({ description: 'What the desk shows.' }),
  purpose: line('the channel’s purpose')
    .default('')
    .meta({ description: 'What the channel is for, in a sentence.' }),
})

const agent = keys({
  id: id('member')
    .transform((text) => text as AgentId) // where text becomes such an id
    .meta({ description: 'The member’s id; it never changes.' }),
  name: line('the public name').meta({
    description: 'The public name: all that a visitor sees of who they are.',
  }),
  email: z
    .email({ error: 'wants an e-mail address, such as ana@example.com' })
    .nullable()
    .default(null)
    .meta({ description: 'For the team’s eyes alone.' }),
  role: oneOf(ROLES).default('agent').meta({
    description: 'Each may do all that those before it may; a creator reads and writes notes only.',
  }),
  teams: list(id('team')).default([]).meta({ description: 'Ids of the teams they are in.' }),
  slack: pattern(/^[UW][A-Z0-9]{2,40}$/, 'a Slack member’s id, such as U012AB3CD')
    .nullable()
    .default(null)
    .meta({
      description:
        'Their Slack member id, such as U012AB3CD. Without it they are known by their e-mail address.',
    }),
  discord: pattern(SNOWFLAKE, 'a Discord user’s id: 17 to 20 digits, in quotes')
    .nullable()
    .default(null)
    .meta({
      description:
        'Their Discord user id, in quotes. Without it they are known by their roles in the server.',
    }),
})

const group = keys({
  group: pattern(
    /^(?:S[A-Z0-9]{2,40}|[\p{Ll}\p{Lo}\p{N}._-]{1,80})$/u,
    'a Slack user group: its id, such as S012AB3CD, or its handle without the @',
  ).meta({ description: 'The user group: its id, or its handle without the @.' }),
  role: oneOf(ROLES).meta({ description: 'What its members are.' }),
  teams: list(id('team')).default([]).meta({ description: 'Ids of the teams they are in.' }),
})

const slack = keys({
  mode: oneOf(['socket', 'http']).default('socket').meta({
    description:
      'How Slack reaches Greenroom: over a socket that Greenroom opens, or by HTTP at /slack/events.',
  }),
  groups: list(group).default([]).meta({
    description:
      'Slack user groups whose members are members here; who is in several has the highest of their roles.',
  }),
})

const role = keys({
  role: pattern(
    /^(?:\d{17,20}|[^\n@]{1,100})$/,
    'a Discord role: its name without the @, or its id in quotes',
  ).meta({
    description: 'The role in the server: its name without the @, or its id in quotes.',
  }),
  as: oneOf(ROLES).meta({ description: 'What its members are here.' }),
  teams: list(id('team')).default([]).meta({ description: 'Ids of the teams they are in.' }),
})

const contact = keys({
  channel: pattern(/^[^\n#]{1,100}$/, 'a channel of the server: its name or its id').meta({
    description: 'The text channel that the message stands in: its name or its id.',
  }),
  text: prose('the text above the button', 1_500)
    .prefault(
      'Write to us privately: nobody else in this server sees it. We answer by direct message.',
    )
    .meta({ description: 'What the message says above its button.' }),
  button: line('the words on the button')
    .default('Contact us')
    .meta({ description: 'The words on its button.' }),
})

const discord = keys({
  guild: pattern(SNOWFLAKE, 'the Discord server’s id: 17 to 20 digits, in quotes').meta({
    description: 'The Discord server’s id, in quotes.',
  }),
  roles: list(role).default([]).meta({
    description:
      'Roles of the server whose members are members here; who has several has the highest of them.',
  }),
  contact: contact.optional().meta({
    description:
      'One message with a button, by which people of the server write to an inbox that has a discord door.',
  }),
})

/** All that `config/greenroom.yaml` may say. */
export const settings = keys({
  name: line('the installation’s name').meta({
    description: 'What this installation is called, at the top of the desk.',
  }),
  language: language
    .default('en')
    .meta({ description: 'Language tag of inboxes that name none of their own.' }),
  teams: list(team).default([]).meta({ description: 'Who conversations can be given to.' }),
  channels: list(channel)
    .min(1, { error: 'wants at least one channel' })
    .meta({ description: 'The channels of the built-in desk, in their order.' }),
  agents: list(agent).default([]).meta({
    description: 'Members to begin with. The rest come by invitation, from the desk.',
  }),
  slack: slack
    .optional()
    .meta({ description: 'The team sits in Slack too. Tokens come from the environment.' }),
  discord: discord
    .optional()
    .meta({ description: 'The team sits in Discord too. The token comes from the environment.' }),
  inboxes: list(inbox)
    .min(1, { error: 'wants at least one inbox' })
    .meta({ description: 'What visitors write to: a creator, a shop, a site.' }),
  routes: routes.default([]).meta({
    description:
      'Rules that send new conversations elsewhere than their inbox says; the first that holds.',
  }),
})
  .transform((given) => ({
    ...given,
    inboxes: given.inboxes.map((one) => ({
      ...one,
      language: one.language ?? given.language,
      routed: routedPlaces(one.id, given.routes),
    })),
  }))
  .meta({ title: 'Greenroom', description: 'The settings of a Greenroom installation.' })

/** Where else rules send conversations of this inbox. */
function routedPlaces(inbox: string, rules: z.output<typeof routes>) {
  return rules
    .filter(({ when }) => when.inbox?.includes(inbox) ?? true)
    .flatMap(({ then }) => then.places ?? [])
}

/** Read-only all the way down. */
type Fixed<T> = T extends string | number | boolean | null | undefined
  ? T
  : { readonly [Key in keyof T]: Fixed<T[Key]> }

/** What `config/greenroom.yaml` says, with every default filled in; durations in ms, sizes in bytes. */
export type Settings = Fixed<z.output<typeof settings>>
export type InboxSettings = Settings['inboxes'][number]
