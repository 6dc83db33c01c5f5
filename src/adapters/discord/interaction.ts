// What people do with slash commands, menus, buttons and forms, as Discord tells of it.
import { z } from 'zod'
import { attachment } from './payloads.ts'
import type { DiscordUser } from './people.ts'

const snowflake = z.string().regex(/^\d{1,20}$/)
const name = z.string().nullish().catch(null)
const person = z.looseObject({ id: snowflake, username: name, global_name: name })
const inGuild = z.looseObject({ roles: z.array(snowflake), nick: name })

const resolved = z
  .looseObject({
    users: z.record(z.string(), person),
    members: z.record(z.string(), inGuild),
    attachments: z.record(z.string(), attachment),
  })
  .partial()
  .catch({})
  .default({})

const option = z.looseObject({
  name: z.string(),
  value: z.union([z.string(), z.number(), z.boolean()]).optional(),
  focused: z.boolean().optional(),
})

const common = {
  id: snowflake,
  application_id: snowflake,
  token: z.string().min(1).max(1_000),
  channel_id: snowflake,
  guild_id: snowflake.optional(),
  member: inGuild.extend({ user: person }).optional(),
  user: person.optional(),
  /** The message with the component, or the one under the form. */
  message: z
    .looseObject({ id: snowflake, channel_id: snowflake, flags: z.number().catch(0) })
    .optional(),
}

const typed = {
  name: z.string(),
  options: z.array(option).catch([]),
  resolved,
}

const field = z.looseObject({
  custom_id: z.string(),
  value: z.string().nullish(),
  values: z.array(z.string()).optional(),
})

const slash = z.looseObject({
  ...common,
  type: z.literal(2),
  data: z.looseObject({ ...typed, type: z.literal(1) }),
})

const menu = z.looseObject({
  ...common,
  type: z.literal(2),
  data: z.looseObject({
    name: z.string(),
    type: z.union([z.literal(2), z.literal(3)]),
    target_id: snowflake,
    resolved,
  }),
})

const press = z.looseObject({
  ...common,
  type: z.literal(3),
  data: z.looseObject({ custom_id: z.string(), values: z.array(z.string()).catch([]) }),
})

const search = z.looseObject({ ...common, type: z.literal(4), data: z.looseObject(typed) })

const submission = z.looseObject({
  ...common,
  type: z.literal(5),
  data: z.looseObject({
    custom_id: z.string(),
    components: z
      .array(z.looseObject({ component: field.optional().catch(undefined) }))
      .transform((all) => all.flatMap(({ component }) => component ?? [])),
    resolved,
  }),
})

export const interaction = z.union([slash, menu, press, search, submission])

export type Interaction = z.infer<typeof interaction>
export type Slash = z.infer<typeof slash>
export type Menu = z.infer<typeof menu>
export type ButtonPress = z.infer<typeof press>
export type Search = z.infer<typeof search>
export type Submission = z.infer<typeof submission>
export type Field = z.infer<typeof field>

/** Who did it, with their roles if it was in the team's server, `home`; null where Discord does not say. */
export function whoOf(
  { member, user, guild_id: guild }: Pick<Interaction, 'member' | 'user' | 'guild_id'>,
  home: string | null,
): DiscordUser | null {
  const who = member?.user ?? user
  if (!who) return null
  const names = [member?.nick, who.global_name, who.username].flatMap((one) => one ?? [])
  const isHome = guild !== undefined && guild === home
  return { id: who.id, names, ...(member && isHome ? { roles: member.roles } : {}) }
}

/** Whom a person's menu was opened on. */
export function targetOf({
  target_id: id,
  resolved: { members = {}, users = {} },
}: Menu['data']): DiscordUser {
  const member = members[id]
  const names = [member?.nick, users[id]?.global_name, users[id]?.username].flatMap(
    (one) => one ?? [],
  )
  return { id, names, ...(member ? { roles: member.roles } : {}) }
}
