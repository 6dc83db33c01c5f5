import { defined, objectsAt, stringAt } from '../slack/json.ts'
import type { JsonObject } from '../slack/json.ts'
import { flat } from './forms/components.ts'
import { thePerson, theRole, theChannel } from './lookup.ts'
import type { Office } from './office.ts'
import { labelOf } from './rendering.ts'
import { wireChannel } from './wire-channel.ts'
import { wireMember, wireRole, wireUser } from './wire-people.ts'

/** The component of that custom_id, or with that label. */
export function findComponent(components: readonly JsonObject[], named: string): JsonObject {
  const all = flat(components).filter((one) => one['custom_id'] !== undefined)
  const found = all.find((one) => one['custom_id'] === named || labelOf(one) === named)
  if (found && found['disabled'] !== true) return found
  const there = all.map((one) => labelOf(one) ?? stringAt(one, 'custom_id'))
  throw new Error(
    found
      ? `“${named}” is grey: it cannot be pressed`
      : `There is nothing “${named}” to press here, only: ${there.join(', ') || 'nothing'}`,
  )
}

/** What a component says once these are chosen in it, and who or what they are. */
export function choose(
  office: Office,
  component: JsonObject,
  chosen: readonly string[],
): { readonly values: readonly string[]; readonly resolved?: JsonObject } {
  const least = Number(component['min_values'] ?? 1)
  const most = Number(component['max_values'] ?? 1)
  if (chosen.length < least || chosen.length > most) {
    throw new Error(`Discord takes ${least} to ${most} choices here, not ${chosen.length}`)
  }
  switch (component['type']) {
    case 3:
      return { values: chosen.map((one) => optionNamed(component, one)) }
    case 5:
      return usersNamed(office, chosen)
    case 6: {
      const roles = chosen.map((one) => theRole(office, one))
      const entries = roles.map((one) => [one.id, wireRole(office, one)])
      return { values: roles.map(({ id }) => id), resolved: { roles: Object.fromEntries(entries) } }
    }
    case 8: {
      const all = chosen.map((one) => theChannel(office, one))
      const entries = all.map((one) => [one.id, wireChannel(office, one)])
      return {
        values: all.map(({ id }) => id),
        resolved: { channels: Object.fromEntries(entries) },
      }
    }
    default:
      throw new Error(`Nothing is chosen in “${labelOf(component)}”`)
  }
}

/** People as interactions resolve them. */
export function resolveUsers(office: Office, handles: readonly string[]): JsonObject {
  const people = handles.map((one) => thePerson(office, one))
  const members = people.flatMap(({ id }) => {
    const member = wireMember(office, id, { withUser: false })
    return member ? [[id, { ...member, permissions: '0' }]] : []
  })
  return defined({
    users: Object.fromEntries(people.map((one) => [one.id, wireUser(one)])),
    members: members.length > 0 ? Object.fromEntries(members) : undefined,
  })
}

function usersNamed(office: Office, handles: readonly string[]) {
  const values = handles.map((one) => thePerson(office, one).id)
  return { values, resolved: resolveUsers(office, handles) }
}

function optionNamed(component: JsonObject, named: string): string {
  const options = objectsAt(component, 'options')
  const found = options.find((one) => one['label'] === named || one['value'] === named)
  const value = stringAt(found, 'value')
  if (value !== undefined) return value
  const there = options.map((one) => stringAt(one, 'label')).join(', ')
  throw new Error(`There is no choice “${named}”, only: ${there}`)
}
