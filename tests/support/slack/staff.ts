import type { Person } from './model.ts'
import type { Office } from './office.ts'
import { thePerson } from './lookup.ts'
import { wirePerson } from './wire-people.ts'

/** Someone leaves the workspace. */
export function deactivate(office: Office, handle: string): void {
  const person = thePerson(office, handle)
  person.deactivated = true
  tellPerson(office, person)
}

/** Someone goes by another name from now on. */
export function renamePerson(office: Office, handle: string, displayName: string): void {
  const person = thePerson(office, handle)
  person.displayName = displayName
  tellPerson(office, person)
}

/** A group has these members from now on. */
export function regroup(office: Office, handle: string, handles: readonly string[]): void {
  const group = [...office.groups.values()].find((one) => one.handle === handle)
  if (!group) throw new Error(`There is no group “${handle}” in the fake Slack`)
  const before = group.members
  group.members = handles.map((one) => thePerson(office, one).id)
  const added = group.members.filter((one) => !before.includes(one))
  const removed = before.filter((one) => !group.members.includes(one))
  office.tell({
    event: {
      type: 'subteam_members_changed',
      subteam_id: group.id,
      team_id: office.team.id,
      added_users: added,
      added_users_count: added.length,
      removed_users: removed,
      removed_users_count: removed.length,
      event_ts: office.ts(),
    },
    subscription: 'subteam_members_changed',
    scope: 'usergroups:read',
  })
  office.changed()
}

function tellPerson(office: Office, person: Person) {
  office.tell({
    event: { type: 'user_change', user: wirePerson(office, person, false), event_ts: office.ts() },
    subscription: 'user_change',
    scope: 'users:read',
  })
  office.changed()
}
