import { z } from 'zod'
import type { Channels } from './channels.ts'
import type { Dispatch } from './connection.ts'
import type { Gateway } from './gateway.ts'
import type { Losses } from './losses.ts'
import type { Roles } from './roles.ts'

interface Deps {
  readonly guild: () => string | null
  readonly channels: Pick<Channels, 'changed'>
  readonly roles: Roles
  readonly gateway: Pick<Gateway, 'mayBeMended'>
  readonly losses: Pick<Losses, 'all'>
  /** What waited for a person may go out. */
  readonly goOn: () => void
  /** Roles may make other members now. */
  readonly rolesChanged: () => void
}

const ofGuild = z.looseObject({ guild_id: z.string() })
const ofMember = z.looseObject({
  guild_id: z.string(),
  user: z.looseObject({ id: z.string() }),
  roles: z.array(z.string()).optional(),
})

/** News of the server itself: other channels, roles, rights. Each may mend what was refused before. */
export function serverNews(deps: Deps): (dispatch: Dispatch) => void {
  const { channels, roles } = deps

  function mayBeMended(): void {
    deps.gateway.mayBeMended()
    if (deps.losses.all().length > 0) deps.goOn()
  }

  function member(t: string, d: unknown): void {
    const read = ofMember.safeParse(d).data
    if (!read) return
    if (t === 'GUILD_MEMBER_REMOVE') roles.left(read.user.id)
    else if (read.roles) roles.heard(read.user.id, read.roles)
    deps.rolesChanged()
    mayBeMended()
  }

  return ({ t, d }) => {
    const { guild_id: guild } = ofGuild.safeParse(d).data ?? {}
    if (guild !== undefined && guild !== deps.guild()) return
    switch (t) {
      case 'CHANNEL_CREATE':
      case 'CHANNEL_UPDATE':
      case 'CHANNEL_DELETE':
        channels.changed()
        return mayBeMended()
      case 'GUILD_CREATE':
        return mayBeMended()
      case 'GUILD_ROLE_CREATE':
      case 'GUILD_ROLE_UPDATE':
      case 'GUILD_ROLE_DELETE':
        roles.changed()
        deps.rolesChanged()
        return mayBeMended()
      case 'GUILD_MEMBER_ADD':
      case 'GUILD_MEMBER_UPDATE':
      case 'GUILD_MEMBER_REMOVE':
        return member(t, d)
      default:
    }
  }
}
