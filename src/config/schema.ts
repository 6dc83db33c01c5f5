import type { z } from 'zod'
import type { Taxonomy } from '../conversation/labels.ts'
import { classify } from './classify-schema.ts'
import { inbox } from './inbox-schema.ts'
import { id, keys, language, line, list, oneOf, pattern, prose } from './kinds.ts'
import { agent, policy, ROLES, SNOWFLAKE, team } from './members-schema.ts'
import { routes } from './routes-schema.ts'

const channel = keys({
  id: id('channel').meta({ description: 'What places refer to it by.' }),
  name: line('the channel’s name').meta({ description: 'What the desk shows.' }),
  purpose: line('the channel’s purpose')
    .default('')
    .meta({ description: 'What the channel is for, in a sentence.' }),
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

const NO_LABELS: Taxonomy = { labels: [] }

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
  sla: list(policy)
    .default([])
    .meta({ description: 'Policies that say how soon visitors are to be answered.' }),
  classify: classify
    .prefault({})
    .meta({ description: 'What machines make of visitors’ words: off, or how.' }),
  routes: routes.default([]).meta({
    description:
      'Rules that send new conversations elsewhere than their inbox says; the first that holds.',
  }),
})
  .transform((given) => ({
    ...given,
    // It stands in a file of its own.
    taxonomy: NO_LABELS,
    inboxes: given.inboxes.map((one) => ({
      ...one,
      language: one.language ?? given.language,
      languages: one.languages ?? given.classify?.languages ?? [],
      departments: one.departments.map((department) => ({
        ...department,
        name: department.name ?? nameOf(department.team, given.teams),
      })),
      routed: [
        ...routedPlaces(one.id, given.routes),
        ...one.departments.flatMap(({ places }) => places ?? []),
      ],
    })),
  }))
  .meta({ title: 'Greenroom', description: 'The settings of a Greenroom installation.' })

function nameOf(id: string, teams: readonly z.output<typeof team>[]): string {
  return teams.find((one) => one.id === id)?.name ?? id
}

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

/**
 * What `config/greenroom.yaml` says, and as `taxonomy` the file beside it, with every default filled in;
 * durations in ms, sizes in bytes.
 */
export type Settings = Fixed<z.output<typeof settings>>
export type InboxSettings = Settings['inboxes'][number]
