import type { Conversation } from '../../conversation/conversation.ts'
import type { AgentId, ConversationId } from '../../conversation/ids.ts'
import type { Message } from '../../conversation/message.ts'
import type { Clock, Store } from '../../ports.ts'
import { eventArriving } from './arriving.ts'
import type { Gateway } from './gateway.ts'
import type { Self } from './heard.ts'
import type { SlackPeople } from './people.ts'
import { isLater, parsePosts, parseThread } from './refs.ts'
import type { SlackThread } from './refs.ts'
import { handPosted } from './source-ids.ts'
import type { Taking } from '../chats/taking.ts'
import { wholeThreads } from './whole-threads.ts'
import type { StandingMessage } from './whole-threads.ts'

interface Deps {
  readonly store: Pick<Store, 'list' | 'thread' | 'history' | 'shown' | 'taken'>
  readonly gateway: Gateway
  readonly people: Pick<SlackPeople, 'meet' | 'userOf'>
  readonly taking: Pick<Taking, 'keep'>
  readonly self: () => Self | null
  readonly clock: Clock
}

/** A message of the team's that stands in Slack because somebody wrote it there. */
interface Written {
  readonly ts: string
  readonly by: AgentId
}

/** How far back what agents wrote is compared with what stands in Slack, ms. */
const REACH = 7 * 86_400_000
const MOST_CONVERSATIONS = 500
const MOST_THREADS = 60
const MOST_MESSAGES = 200

/**
 * Finds what agents edited and deleted while nobody heard it, in the open conversations that they wrote in of late:
 * it is kept as if Slack had told of it, and what was heard before is left out by its id.
 */
export function missedChanges(deps: Deps) {
  const { store, people, taking, clock } = deps
  const ending = new AbortController()
  const threads = wholeThreads(deps.gateway, ending.signal)
  let running: Promise<void> | null = null
  let again = false

  function run(): Promise<void> {
    again = true
    running ??= readAll().finally(() => {
      running = null
    })
    return running
  }

  async function readAll(): Promise<void> {
    while (again && !ending.signal.aborted) {
      again = false
      let count = 0
      for (const conversation of await store.list({ limit: MOST_CONVERSATIONS })) {
        if (ending.signal.aborted || count >= MOST_THREADS) break
        if (await compare(conversation)) count += 1
      }
    }
  }

  /** False where there is nothing to compare. */
  async function compare({ id }: Conversation): Promise<boolean> {
    const ref = await store.thread('slack', id)
    const root = ref === null ? null : parseThread(ref)
    const written = root ? await writtenIn(root, id) : []
    const [first] = written
    if (!root || !first) return false
    const standing = await threads.read(root, first.ts)
    for (const one of standing ? written : []) {
      const now = standing?.get(one.ts)
      if (now) await keepEdit(root, now)
      else if (await threads.lacks(root.channel, one.ts)) await keepRemoval(root, one)
    }
    return true
  }

  /** What agents wrote in this thread, oldest first, and has not been deleted. */
  async function writtenIn(root: SlackThread, conversation: ConversationId): Promise<Written[]> {
    const since = clock.now() - REACH
    const written: Written[] = []
    for (const message of await store.history(conversation, MOST_MESSAGES)) {
      const { by, at } = message
      if (by.kind !== 'human' || at < since || !stands(message)) continue
      const posts = parsePosts((await store.shown('slack', message.id)) ?? '')
      if (posts?.channel !== root.channel || !isLater(posts.posts[0], root.ts)) continue
      if (await handPosted(store, posts)) written.push({ ts: posts.posts[0], by: by.id })
    }
    return written.toSorted((one, other) => (isLater(one.ts, other.ts) ? 1 : -1))
  }

  async function keepEdit({ channel }: SlackThread, message: StandingMessage): Promise<void> {
    const at = message.edited?.ts
    const since = `${Math.floor((clock.now() - REACH) / 1000)}.000000`
    if (at === undefined || !isLater(at, since)) return
    await keep({
      subtype: 'message_changed',
      channel,
      message: { ...message, type: 'message' },
      event_ts: at,
    })
  }

  async function keepRemoval(root: SlackThread, { ts, by }: Written): Promise<void> {
    await people.meet([by])
    const user = people.userOf(by)
    if (user === null) return
    await keep({
      subtype: 'message_deleted',
      channel: root.channel,
      deleted_ts: ts,
      previous_message: { type: 'message', user, ts, thread_ts: root.ts },
      event_ts: `${Math.floor(clock.now() / 1000)}.000000`,
    })
  }

  async function keep(event: Readonly<Record<string, unknown>>): Promise<void> {
    const self = deps.self()
    const arrived = self && eventArriving({ ...event, type: 'message' }, self)
    if (arrived?.do === 'keep') await taking.keep(arrived.event)
  }

  return {
    /** Compares what is held with what stands in Slack; once more if it is asked for meanwhile. */
    run,
    async stop(): Promise<void> {
      ending.abort()
      await running?.catch(() => undefined)
    },
  }
}

function stands({ removedAt, withdrawnAt, to }: Message): boolean {
  return removedAt === undefined && withdrawnAt === undefined && to === undefined
}
