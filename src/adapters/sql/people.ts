import type { Kysely, Selectable } from 'kysely'
import type { AgentId } from '../../conversation/ids.ts'
import type { Clock, Invite, Member, People } from '../../ports.ts'
import type { GroupCommit } from './group-commit.ts'
import { fromJson, toJson } from './json.ts'
import type { Tables } from './tables.ts'

export function sqlPeople(db: Kysely<Tables>, commits: GroupCommit, clock: Clock): People {
  return {
    ...memberBook(db, commits),
    ...inviteBook(db, commits, clock),
    ...sessionBook(db, commits, clock),
  }
}

function memberBook(db: Kysely<Tables>, commits: GroupCommit) {
  const members = db.selectFrom('members').selectAll()
  return {
    async all() {
      return (await members.orderBy('created_at').orderBy('id').execute()).map(toMember)
    },
    async get(id: AgentId) {
      const row = await members.where('id', '=', id).executeTakeFirst()
      return row ? toMember(row) : null
    },
    change: (
      id: AgentId,
      {
        role,
        teams,
        active,
        onDuty,
      }: Partial<Pick<Member, 'role' | 'teams' | 'active' | 'onDuty'>>,
    ) =>
      commits.write(async ({ db: tx }) => {
        const changed = tx.updateTable('members').where('id', '=', id).returningAll()
        const row = await changed
          .set({
            id,
            ...(role === undefined ? {} : { role }),
            ...(teams === undefined ? {} : { teams: toJson(teams) }),
            ...(active === undefined ? {} : { active: active ? 1 : 0 }),
            ...(onDuty === undefined ? {} : { on_duty: onDuty ? 1 : 0 }),
          })
          .executeTakeFirst()
        return row ? toMember(row) : null
      }),
    put: (member: Member) =>
      commits.write(async ({ db: tx }) => {
        const { id, ...rest } = memberRow(member)
        const added = tx.insertInto('members').values({ id, ...rest })
        await added.onConflict((it) => it.column('id').doUpdateSet(rest)).execute()
      }),
  }
}

/** An invite that is redeemed is gone; those that expired go when the next is made. */
function inviteBook(db: Kysely<Tables>, commits: GroupCommit, clock: Clock) {
  return {
    invite: (tokenHash: string, { role, teams, agent, by, expiresAt }: Invite) =>
      commits.write(async ({ db: tx }) => {
        await tx.deleteFrom('invites').where('expires_at', '<=', clock.now()).execute()
        await tx
          .insertInto('invites')
          .values({
            token_hash: tokenHash,
            role,
            teams: toJson(teams),
            agent,
            by_agent: by,
            expires_at: expiresAt,
          })
          .execute()
      }),
    async peek(tokenHash: string, now: number) {
      const found = db.selectFrom('invites').selectAll().where('token_hash', '=', tokenHash)
      const row = await found.where('expires_at', '>', now).executeTakeFirst()
      return row ? toInvite(row) : null
    },
    redeem: (tokenHash: string, now: number) =>
      commits.write(async ({ db: tx }) => {
        const spent = tx.deleteFrom('invites').where('token_hash', '=', tokenHash).returningAll()
        const row = await spent.where('expires_at', '>', now).executeTakeFirst()
        return row ? toInvite(row) : null
      }),
  }
}

function sessionBook(db: Kysely<Tables>, commits: GroupCommit, clock: Clock) {
  return {
    startSession: (tokenHash: string, agent: AgentId, expiresAt: number) =>
      commits.write(async ({ db: tx }) => {
        await tx.deleteFrom('sessions').where('expires_at', '<=', clock.now()).execute()
        const row = { token_hash: tokenHash, agent, expires_at: expiresAt }
        await tx.insertInto('sessions').values(row).execute()
      }),
    async session(tokenHash: string, now: number) {
      const found = db.selectFrom('sessions').select('agent').where('token_hash', '=', tokenHash)
      const row = await found.where('expires_at', '>', now).executeTakeFirst()
      return row?.agent ?? null
    },
    endSession: (tokenHash: string) =>
      commits.write(async ({ db: tx }) => {
        await tx.deleteFrom('sessions').where('token_hash', '=', tokenHash).execute()
      }),
  }
}

function memberRow(member: Member): Tables['members'] {
  const { id, name, email, picture, role, teams, active, onDuty, createdAt } = member
  return {
    id,
    name,
    email,
    picture,
    role,
    teams: toJson(teams),
    active: active ? 1 : 0,
    on_duty: onDuty ? 1 : 0,
    created_at: createdAt,
  }
}

function toMember(row: Selectable<Tables['members']>): Member {
  const { id, name, email, picture, role, created_at: createdAt } = row
  const teams = fromJson(row.teams)
  const is = { active: row.active === 1, onDuty: row.on_duty === 1 }
  return { id, name, email, picture, role, teams, ...is, createdAt }
}

function toInvite(row: Selectable<Tables['invites']>): Invite {
  const { role, teams, agent, by_agent: by, expires_at: expiresAt } = row
  return { role, teams: fromJson(teams), agent, by, expiresAt }
}
