import type { Logger } from 'pino'
import type { Settings } from '../../config.ts'
import type { Clock, Database } from '../../ports.ts'
import { givenMembers } from '../chats/given-members.ts'
import type { Gateway } from './gateway.ts'
import { slackGroups } from './groups.ts'
import { slackPeople } from './people.ts'
import type { SlackPeople } from './people.ts'

interface Deps {
  readonly settings: () => Settings
  readonly database: Pick<Database, 'people' | 'feed' | 'audit'>
  readonly gateway: Gateway
  readonly clock: Clock
  readonly log: Logger
  /** A member changed: whoever shows members is to look again. */
  readonly peopleChanged: () => void
  /** The app's own workspace, once Slack has said it. */
  readonly team: () => string | null
}

/** Who in Slack is which member of the team: by address, and by the user groups that the settings name. */
export function slackMembers(deps: Deps): {
  readonly people: SlackPeople
  /** The groups may have others in them: whoever they made a member is looked at. */
  groupsChanged(): Promise<void>
} {
  const { settings, database, gateway, clock, peopleChanged, team } = deps
  const groups = slackGroups(deps)
  const byGroup = givenMembers({
    chat: 'slack',
    what: 'Slack user group',
    database,
    standingOf: groups.standingOf,
    clock,
    peopleChanged,
  })
  return {
    people: slackPeople({ settings, people: database.people, gateway, clock, team, byGroup }),
    groupsChanged() {
      groups.changed()
      return byGroup.changed()
    },
  }
}
