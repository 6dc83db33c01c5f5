import { objectsAt, stringAt } from '../slack/json.ts'
import type { JsonObject } from '../slack/json.ts'
import { storeFile } from './files.ts'
import { findPerson, theChannel, thePerson, theRole } from './lookup.ts'
import { resolveUsers } from './choosing.ts'
import type { Channel } from './model.ts'
import type { Office } from './office.ts'
import type { GivenFile } from './person.ts'
import { wireChannel } from './wire-channel.ts'
import { wireFile } from './wire-file.ts'
import { wireRole } from './wire-people.ts'

export type OptionValue = string | number | boolean | GivenFile

/** A slash command as someone has typed it. */
export interface TypedCommand {
  readonly command: JsonObject
  readonly data: JsonObject
}

interface Typing {
  readonly office: Office
  readonly channel: Channel
  readonly values: Readonly<Record<string, OptionValue>>
  /** The option that the cursor is in, while its choices are asked for. */
  readonly focused?: string | undefined
}

/** Puts a command together: `/inbox pause`, with options by their names. Throws what Discord would not send. */
export function typeCommand(line: string, typing: Typing): TypedCommand {
  const [name = '', ...path] = line.replace(/^\//, '').trim().split(/\s+/)
  const command = findCommand(typing.office, typing.channel, name, 1)
  const resolved: Record<string, Record<string, unknown>> = {}
  const options = optionsOf(command, path, typing, resolved)
  const data = {
    id: command['id'],
    name,
    type: 1,
    ...(command['guild_id'] === undefined ? {} : { guild_id: command['guild_id'] }),
    ...(options.length > 0 ? { options } : {}),
    ...(Object.keys(resolved).length > 0 ? { resolved } : {}),
  }
  return { command, data }
}

/** The commands of a place: among direct messages only those that are not the server’s alone. */
export function commandsIn({ commands }: Office, { kind }: Channel): readonly JsonObject[] {
  return kind === 'dm' ? commands.global : [...commands.guild, ...commands.global]
}

export function findCommand(
  office: Office,
  channel: Channel,
  name: string,
  type: number,
): JsonObject {
  const all = commandsIn(office, channel)
  const found = all.find((one) => one['name'] === name && one['type'] === type)
  if (found) return found
  const there = all.filter((one) => one['type'] === type).map((one) => stringAt(one, 'name'))
  throw new Error(`There is no command “${name}”, only: ${there.join(', ') || 'none'}`)
}

function optionsOf(
  within: JsonObject,
  path: readonly string[],
  typing: Typing,
  resolved: Record<string, Record<string, unknown>>,
): JsonObject[] {
  const known = objectsAt(within, 'options')
  const [next, ...rest] = path
  if (next !== undefined) {
    const sub = known.find((one) => one['name'] === next && Number(one['type']) <= 2)
    if (!sub) throw new Error(`“${String(within['name'])}” has no “${next}”`)
    const options = optionsOf(sub, rest, typing, resolved)
    return [{ name: next, type: sub['type'], options }]
  }
  const strange = Object.keys(typing.values).find(
    (name) => !known.some((one) => one['name'] === name),
  )
  if (strange !== undefined) {
    throw new Error(`“${String(within['name'])}” has no option “${strange}”`)
  }
  return known.flatMap((option) => {
    const name = stringAt(option, 'name') ?? ''
    const value = typing.values[name]
    if (value === undefined) {
      if (option['required'] === true && typing.focused === undefined) {
        throw new Error(`Discord asks for “${name}” first`)
      }
      return []
    }
    const focused = typing.focused === name
    const given = focused ? value : read(option, value, typing, resolved)
    return [{ name, type: option['type'], value: given, ...(focused ? { focused } : {}) }]
  })
}

function read(
  option: JsonObject,
  value: OptionValue,
  { office, channel }: Typing,
  resolved: Record<string, Record<string, unknown>>,
): string | number | boolean {
  const keep = (kind: string, id: string, one: unknown) => {
    resolved[kind] = { ...resolved[kind], [id]: one }
    return id
  }
  if (typeof value === 'object') {
    const { name, content, type } = value
    const file = storeFile(office, channel.id, { name, type, bytes: Buffer.from(content) })
    return keep('attachments', file.id, wireFile(office, file.id))
  }
  switch (option['type']) {
    case 6: {
      const { id } = thePerson(office, String(value))
      for (const [kind, all] of Object.entries(resolveUsers(office, [id]))) {
        resolved[kind] = { ...resolved[kind], ...(all as Record<string, unknown>) }
      }
      return id
    }
    case 7: {
      const place = theChannel(office, String(value))
      return keep('channels', place.id, wireChannel(office, place))
    }
    case 8: {
      const role = theRole(office, String(value))
      return keep('roles', role.id, wireRole(office, role))
    }
    case 4:
    case 10:
      if (Number.isNaN(Number(value))) throw new Error(`“${String(option['name'])}” is a number`)
      return Number(value)
    default:
      return typeof value === 'boolean' ? value : written(option, String(value), office)
  }
}

function written(option: JsonObject, value: string, office: Office): string {
  const choices = objectsAt(option, 'choices')
  if (choices.length > 0) {
    const found = choices.find((one) => one['name'] === value || one['value'] === value)
    if (found) return String(found['value'])
    throw new Error(
      `There is no choice “${value}”, only: ${choices.map((one) => String(one['name'])).join(', ')}`,
    )
  }
  const most = Number(option['max_length'] ?? 6000)
  const least = Number(option['min_length'] ?? 0)
  if (value.length > most || value.length < least) {
    throw new Error(`Discord takes ${least} to ${most} characters here`)
  }
  return value.replaceAll(/(?<![\w<])@([\w-]+)/g, (all, name: string) => {
    const person = findPerson(office, name)
    return person ? `<@${person.id}>` : all
  })
}
