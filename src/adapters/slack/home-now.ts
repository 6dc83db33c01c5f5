import type { types } from '@slack/bolt'
import { mayActAs } from '../../conversation/actor.ts'
import type { ConversationId } from '../../conversation/ids.ts'
import type { Clock, Database, Member } from '../../ports.ts'
import { homeView } from './home.ts'
import type { LinkTo } from './links.ts'

export interface HomeDeps {
  readonly database: Pick<Database, 'store' | 'people'>
  readonly linkTo: LinkTo
  readonly clock: Clock
}

/** The most of each list that is read. */
const LISTED = 200
/** Those that sleep are nobody’s to answer now. */
const UNANSWERED = { waiting: true, statuses: ['waiting', 'claimed'] } as const

/** A member's Home tab as things are now, and the conversations that are theirs. */
export async function homeNow(
  { database, linkTo, clock }: HomeDeps,
  member: Member,
  said: string | null,
): Promise<{ readonly view: types.HomeView; readonly mine: ReadonlySet<ConversationId> }> {
  const { store } = database
  const mine = await store.list({ assignee: member.id, limit: LISTED })
  const unanswered = await store.list({ ...UNANSWERED, limit: LISTED })
  const links = new Map<ConversationId, string | null>()
  for (const { id } of [...mine, ...unanswered]) links.set(id, await linkTo(id))
  const view = homeView({
    mine,
    unanswered,
    atMost: LISTED,
    onDuty: await onDuty(database),
    isOnDuty: member.onDuty,
    link: ({ id }) => links.get(id) ?? null,
    now: clock.now(),
    said,
  })
  return { view, mine: new Set(mine.map(({ id }) => id)) }
}

async function onDuty({ people }: HomeDeps['database']): Promise<string[]> {
  const members = await people.all()
  return members
    .filter((one) => one.active && one.onDuty && mayActAs(one.role, 'agent'))
    .map(({ name }) => name)
}
