import { isObject } from '../slack/json.ts'
import type { JsonObject } from '../slack/json.ts'
import { canSee } from './lookup.ts'
import type { Channel, Mentions } from './model.ts'
import type { Office } from './office.ts'
import { basePermissions, bits, may } from './permissions.ts'

export const NO_MENTIONS: Mentions = { users: [], roles: [], everyone: false }

const FLAG_SILENT = 1 << 12

/** What may alert: what `allowed_mentions` says, or without it whatever the text names. */
export interface Allowed {
  readonly users: readonly string[] | 'all'
  readonly roles: readonly string[] | 'all'
  readonly everyone: boolean
  readonly replied: boolean
}

const ANY: Allowed = { users: 'all', roles: 'all', everyone: true, replied: true }

export function allowedBy(given: unknown): Allowed {
  if (!isObject(given)) return ANY
  const parse = idsAt(given, 'parse')
  return {
    users: parse.includes('users') ? 'all' : idsAt(given, 'users'),
    roles: parse.includes('roles') ? 'all' : idsAt(given, 'roles'),
    everyone: parse.includes('everyone'),
    replied: given['replied_user'] === true,
  }
}

/** Whom a text names and thereby alerts. Nothing in code counts; a webhook or an app alerts as its permissions are. */
export function mentionsIn(
  office: Office,
  channel: Channel,
  content: string,
  sender: { readonly id: string; readonly allowed?: Allowed; readonly flags?: number },
): Mentions {
  const { allowed = ANY, flags = 0 } = sender
  const words = withoutCode(content)
  const named = (form: RegExp) => [...new Set([...words.matchAll(form)].map(([, id = '']) => id))]
  const ok = (list: readonly string[] | 'all', id: string) => list === 'all' || list.includes(id)
  const users = named(/<@!?(\d+)>/g).filter((id) => office.people.has(id) && ok(allowed.users, id))
  const anyone =
    may(office, sender.id, channel, 'MENTION_EVERYONE') || webhookMay(office, sender.id)
  const roles = named(/<@&(\d+)>/g).filter((id) => {
    const role = office.guild.roles.get(id)
    return role !== undefined && ok(allowed.roles, id) && (role.mentionable || anyone)
  })
  const everyone = anyone && allowed.everyone && /@(?:everyone|here)\b/.test(words)
  return (flags & FLAG_SILENT) === 0 ? { users, roles, everyone } : { ...NO_MENTIONS, users }
}

/** The people whose phones ring: those named, of those who see the place, but for the writer. */
export function rungBy(office: Office, channel: Channel, mentions: Mentions): string[] {
  const { guild } = office
  const all = [...guild.members.values()].filter(
    (one) =>
      mentions.everyone ||
      mentions.users.includes(one.id) ||
      mentions.roles.some((role) => one.roles.has(role)),
  )
  return all.map(({ id }) => id).filter((id) => canSee(office, id, channel))
}

function withoutCode(content: string): string {
  return content
    .replaceAll(/\\([\\`*_~|<@#>])/g, (_, sign: string) =>
      sign === '<' || sign === '@' ? ' ' : '  ',
    )
    .replaceAll(/```[\s\S]*?```/g, ' ')
    .replaceAll(/`[^`\n]+`/g, ' ')
}

/** A webhook may alert whom its server lets everyone alert. */
function webhookMay(office: Office, id: string): boolean {
  if (!office.webhooks.has(id)) return false
  const base = basePermissions(office, office.app.userId) ?? 0n
  return (base & bits(['MENTION_EVERYONE'])) !== 0n
}

function idsAt(given: JsonObject, key: string): string[] {
  const found = given[key]
  return Array.isArray(found) ? found.filter((one) => typeof one === 'string') : []
}
