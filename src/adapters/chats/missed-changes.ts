import type { Conversation } from '../../conversation/conversation.ts'
import type { AgentId, ConversationId } from '../../conversation/ids.ts'
import type { Message } from '../../conversation/message.ts'
import type { Clock, Ref, Store } from '../../ports.ts'

/** A message of the team's that stands in the chat because somebody wrote it there. */
export interface Written {
  /** The chat's own id for it, which grows with time. */
  readonly id: string
  readonly by: AgentId
}

export interface ComparingDeps<Thread, Standing> {
  readonly chat: string
  readonly store: Pick<Store, 'list' | 'thread' | 'history' | 'shown' | 'taken'>
  readonly clock: Clock
  readonly parseThread: (ref: Ref) => Thread | null
  /** The id of the message at this ref, if somebody wrote it by hand in this thread; null for any other. */
  readonly writtenIn: (thread: Thread, shown: Ref) => Promise<string | null>
  readonly isLater: (id: string, than: string) => boolean
  /** All that stands in the thread from `oldest` on; null when any of it could not be read. */
  readonly read: (thread: Thread, oldest: string) => Promise<ReadonlyMap<string, Standing> | null>
  /** Asks for this message alone: true only when the chat answers that there is none. */
  readonly lacks: (thread: Thread, id: string) => Promise<boolean>
  /** Keeps what may be an edit later than `since` (epoch ms), as if the chat had told of it. */
  readonly keepEdit: (thread: Thread, standing: Standing, since: number) => Promise<void>
  readonly keepRemoval: (thread: Thread, written: Written) => Promise<void>
  readonly ending: AbortSignal
}

/** How far back what agents wrote is compared with what stands in the chat, ms. */
const REACH = 7 * 86_400_000
const MOST_CONVERSATIONS = 500
const MOST_THREADS = 60
const MOST_MESSAGES = 200

/**
 * Finds what agents edited and deleted while nobody heard it, in the open conversations that they wrote in of late.
 * What was heard before is left out by its id. Runs once more if it is asked to meanwhile.
 */
export function comparing<Thread, Standing>(deps: ComparingDeps<Thread, Standing>) {
  const { chat, store, clock, ending } = deps
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
    while (again && !ending.aborted) {
      again = false
      let count = 0
      for (const conversation of await store.list({ limit: MOST_CONVERSATIONS })) {
        if (ending.aborted || count >= MOST_THREADS) break
        if (await compare(conversation)) count += 1
      }
    }
  }

  /** False where there is nothing to compare. */
  async function compare({ id }: Conversation): Promise<boolean> {
    const ref = await store.thread(chat, id)
    const thread = ref === null ? null : deps.parseThread(ref)
    const written = thread ? await writtenBy(thread, id) : []
    const [first] = written
    if (!thread || !first) return false
    const standing = await deps.read(thread, first.id)
    for (const one of standing ? written : []) {
      const now = standing?.get(one.id)
      if (now) await deps.keepEdit(thread, now, clock.now() - REACH)
      else if (await deps.lacks(thread, one.id)) await deps.keepRemoval(thread, one)
    }
    return true
  }

  /** What agents wrote in this thread, oldest first, and has not been deleted. */
  async function writtenBy(thread: Thread, conversation: ConversationId): Promise<Written[]> {
    const since = clock.now() - REACH
    const written: Written[] = []
    for (const message of await store.history(conversation, MOST_MESSAGES)) {
      const { by, at } = message
      if (by.kind !== 'human' || at < since || !stands(message)) continue
      const shown = await store.shown(chat, message.id)
      const id = shown === null ? null : await deps.writtenIn(thread, shown)
      if (id !== null) written.push({ id, by: by.id })
    }
    return written.toSorted((one, other) => (deps.isLater(one.id, other.id) ? 1 : -1))
  }

  return {
    run,
    async stop(): Promise<void> {
      await running?.catch(() => undefined)
    },
  }
}

function stands({ removedAt, withdrawnAt, to }: Message): boolean {
  return removedAt === undefined && withdrawnAt === undefined && to === undefined
}
