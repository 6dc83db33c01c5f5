import { z } from 'zod'
import type { Role } from '../conversation/actor.ts'
import { ASSIGN_WAYS } from '../conversation/conversation.ts'
import type { AgentId } from '../conversation/ids.ts'
import {
  count,
  duration,
  id,
  keys,
  line,
  list,
  oneOf,
  pattern,
  spokenLanguage,
  wants,
} from './kinds.ts'

export const ROLES = [
  'creator',
  'agent',
  'supervisor',
  'lead',
  'admin',
] as const satisfies readonly Role[]

export const SNOWFLAKE = /^\d{17,20}$/

const capacity = () => count('conversations at once', 1, 100)

const overflow = keys({
  team: id('team').meta({ description: 'Id of the team that helps out.' }),
  after: duration('7d').meta({
    description: 'How long a conversation waits for this team before it goes to that one.',
  }),
})

export const team = keys({
  id: id('team').meta({ description: 'What inboxes and members refer to it by.' }),
  name: line('the team’s name').meta({ description: 'What people call it.' }),
  assign: oneOf(ASSIGN_WAYS).default('manual').meta({
    description:
      'How its conversations find an agent: manual, by who claims them; round-robin, each member in turn; least-busy, whoever has the fewest.',
  }),
  sticky: z
    .boolean({ error: wants('true or false') })
    .default(true)
    .meta({
      description: 'A visitor who comes back goes to the agent they know, when that one is free.',
    }),
  capacity: capacity()
    .default(5)
    .meta({ description: 'How many conversations a member has at once before others go first.' }),
  overflow: overflow
    .nullable()
    .default(null)
    .meta({ description: 'Another team that gets what nobody of this one took in time.' }),
})

export const agent = keys({
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
  skills: list(id('skill'))
    .max(50, { error: 'wants at most 50 skills' })
    .default([])
    .meta({ description: 'What they know, in words of your own that rules ask for.' }),
  languages: list(spokenLanguage)
    .default([])
    .meta({ description: 'Languages that they answer in, such as de. None: any.' }),
  capacity: capacity().nullable().default(null).meta({
    description: 'How many conversations they have at once; as their team has it if left out.',
  }),
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

const soon = () => duration('30d').nullable().default(null)

export const policy = keys({
  name: line('the policy’s name').meta({ description: 'What inboxes and rules refer to it by.' }),
  first_response: soon().meta({ description: 'How soon a visitor is to be answered at first.' }),
  next_response: soon().meta({ description: 'How soon each time that they write again.' }),
}).refine(({ first_response: first, next_response: next }) => first !== null || next !== null, {
  error: 'promises nothing: it wants first_response, next_response or both',
})
