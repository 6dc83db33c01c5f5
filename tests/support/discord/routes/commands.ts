import { isObject } from '../../slack/json.ts'
import type { JsonObject } from '../../slack/json.ts'
import { invalid } from '../forms/check.ts'
import { checkCommands } from '../forms/commands.ts'
import type { Office } from '../office.ts'
import { refuse } from '../refusal.ts'
import { DONE, created, ok, route } from '../route.ts'
import type { Call, Route } from '../route.ts'

type Shelf = 'guild' | 'global'

/** The app's commands, in the server and everywhere. */
export const commandRoutes: readonly Route[] = (['guild', 'global'] as const).flatMap((shelf) => {
  const path = `/applications/{app}${shelf === 'guild' ? '/guilds/:guild' : ''}/commands`
  return [
    route('command.list', `GET ${path}`, ({ office }) => ok(office.commands[shelf])),
    route('command.put', `PUT ${path}`, ({ office, json }) => {
      if (!Array.isArray(json)) {
        throw invalid([], 'LIST_TYPE_CONVERT', 'Only iterables may be used in a ListType')
      }
      const given = json.filter(isObject)
      checkCommands(given)
      keep(
        office,
        shelf,
        given.map((one) => wireCommand(office, shelf, one)),
      )
      return ok(office.commands[shelf])
    }),
    route('command.create', `POST ${path}`, ({ office, body }) => {
      checkCommands([body])
      const same = office.commands[shelf].find((one) => isSame(one, body))
      const rest = office.commands[shelf].filter((one) => one !== same)
      const made = wireCommand(office, shelf, body)
      checkCommands([...rest, made])
      keep(office, shelf, [...rest, made])
      return same ? ok(made) : created(made)
    }),
    route('command.read', `GET ${path}/:command`, (call) => ok(found(call, shelf))),
    route('command.change', `PATCH ${path}/:command`, (call) => {
      const old = found(call, shelf)
      const made = { ...old, ...call.body }
      checkCommands([made])
      keep(
        call.office,
        shelf,
        call.office.commands[shelf].map((one) => (one === old ? made : one)),
      )
      return ok(made)
    }),
    route('command.delete', `DELETE ${path}/:command`, (call) => {
      const old = found(call, shelf)
      keep(
        call.office,
        shelf,
        call.office.commands[shelf].filter((one) => one !== old),
      )
      return DONE
    }),
  ]
})

function found({ office, params }: Call, shelf: Shelf): JsonObject {
  const one = office.commands[shelf].find(({ id }) => id === params['command'])
  if (!one) throw refuse(10063)
  return one
}

function keep(office: Office, shelf: Shelf, commands: readonly JsonObject[]) {
  office.commands[shelf] = commands
  office.changed()
}

/** A command as Discord keeps it. One that was there by that name keeps its id. */
function wireCommand(office: Office, shelf: Shelf, given: JsonObject): JsonObject {
  const old = office.commands[shelf].find((one) => isSame(one, given))
  return {
    type: 1,
    description: '',
    default_member_permissions: null,
    nsfw: false,
    ...given,
    id: old?.['id'] ?? office.id(),
    application_id: office.app.id,
    version: office.id(),
    ...(shelf === 'guild' ? { guild_id: office.guild.id } : {}),
  }
}

function isSame(a: JsonObject, b: JsonObject): boolean {
  return a['name'] === b['name'] && (a['type'] ?? 1) === (b['type'] ?? 1)
}
