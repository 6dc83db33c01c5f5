import type { types } from '@slack/bolt'
import type { Logger } from 'pino'
import { assigneeOf } from '../../conversation/conversation.ts'
import type { Conversation } from '../../conversation/conversation.ts'
import type { ConversationId } from '../../conversation/ids.ts'
import type { Member, TeamInbox } from '../../ports.ts'
import type { Press } from './interactions.ts'
import type { Gateway } from './gateway.ts'
import { receiptOf } from './gateway.ts'
import { dutyPressed, strangersHome } from './home.ts'
import { homeNow } from './home-now.ts'
import type { HomeDeps } from './home-now.ts'
import { pause } from '../chats/pause.ts'
import type { SlackPeople } from './people.ts'
import { STRANGER } from './sentences.ts'

/** Everybody's Home tab. */
export interface Homes {
  /** Somebody looks at theirs: it is drawn anew. */
  opened(user: string): void
  /** Somebody pressed a button on theirs. Resolves when what that does is durable. */
  pressed(body: Press): Promise<void>
  /** A conversation changed: whoever looked at their own lately and has it there, or has it now, sees it. */
  changed(conversation: Conversation): void
  stop(): Promise<void>
}

interface Deps extends HomeDeps {
  readonly inbox: TeamInbox
  readonly people: SlackPeople
  readonly gateway: Gateway
  readonly log: Logger
  /** Several changes within so many ms are drawn once. */
  readonly settle: number
}

/** A Home tab that somebody opened. */
interface Seen {
  openedAt: number
  member: Member['id'] | null
  mine: ReadonlySet<ConversationId>
  drawing: Promise<void> | null
  /** Something changed while it was drawn. */
  again: boolean
  /** What is to be said at its top when it is drawn next. */
  said: string | null
}

const LATELY = 30 * 60_000
const MOST = 500
const MOST_TRIES = 5
const AGAIN = 5_000

export function slackHomes(deps: Deps): Homes {
  const { inbox, people, gateway, clock, log, settle } = deps
  const homes = new Map<string, Seen>()
  const ending = new AbortController()

  function seen(user: string): Seen {
    const known = homes.get(user) ?? newlySeen()
    homes.delete(user)
    homes.set(user, known)
    known.openedAt = clock.now()
    const [oldest] = homes.keys()
    if (homes.size > MOST && oldest !== undefined) homes.delete(oldest)
    return known
  }

  /** Draws it after `wait` ms, and once more when something changes meanwhile. */
  function draw(user: string, home: Seen, wait: number): void {
    if (home.drawing) {
      home.again = true
      return
    }
    home.again = false
    home.drawing = pause(wait, ending.signal)
      .then(() => publish(user, home))
      .catch((error: unknown) => log.warn({ error: String(error) }, 'a Home tab was not drawn'))
      .finally(() => {
        home.drawing = null
        if (home.again && !ending.signal.aborted) draw(user, home, settle)
      })
  }

  async function publish(user: string, home: Seen): Promise<void> {
    const { said } = home
    home.said = null
    for (let tries = 0; tries < MOST_TRIES && !ending.signal.aborted; tries += 1) {
      const view = await viewFor(user, home, said)
      const args = { user_id: user, view }
      const called = await gateway.call({ method: 'views.publish', rank: 'redraw', args })
      if (called.ok) return
      const receipt = receiptOf(called, 'post')
      if (receipt.ok || receipt.kind !== 'retry') return
      await pause(receipt.after ?? AGAIN, ending.signal)
    }
  }

  async function viewFor(user: string, home: Seen, said: string | null): Promise<types.HomeView> {
    const member = await people.memberOf(user)
    if (!member) return strangersHome(STRANGER)
    const { view, mine } = await homeNow(deps, member, said)
    home.member = member.id
    home.mine = mine
    return view
  }

  function changed(conversation: Conversation): void {
    const holder = assigneeOf(conversation)?.id
    for (const [user, home] of homes) {
      if (home.openedAt < clock.now() - LATELY) homes.delete(user)
      else if (home.mine.has(conversation.id) || (holder && home.member === holder))
        draw(user, home, settle)
    }
  }

  return {
    changed,
    opened: (user) => draw(user, seen(user), 0),
    async pressed({ user: { id: user }, actions: [action] }) {
      const home = seen(user)
      const name = dutyPressed(action?.action_id ?? '')
      const by = name && (await people.memberOf(user))
      if (name && by) {
        const id = `press:${user}:${action?.action_ts ?? ''}`
        const given = { id, by: by.id, conversation: null, name, args: {} }
        const answer = await inbox.command(given)
        home.said = answer.ok ? (answer.text ?? null) : answer.refusal.sentence
      }
      draw(user, home, 0)
    },
    async stop() {
      ending.abort()
      await Promise.all([...homes.values()].flatMap(({ drawing }) => drawing ?? []))
    },
  }
}

function newlySeen(): Seen {
  return { openedAt: 0, member: null, mine: new Set(), drawing: null, again: false, said: null }
}
