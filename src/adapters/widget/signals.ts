import type { MessageId } from '../../conversation/ids.ts'
import type { Clock, Signal } from '../../ports.ts'
import type { Limits } from './limits.ts'
import type { ClientFrame } from './protocol.ts'

type News = Extract<ClientFrame, { type: 'delivered' | 'seen' | 'typing' }>
type Mark = 'delivered' | 'seen'

export type Signals = ReturnType<typeof createSignals>

interface Deps {
  readonly clock: Clock
  readonly limits: Limits['typing']
  /** Where a reply of the visitor's present conversation stands; null when there is no such reply. */
  readonly find: (message: MessageId) => Promise<Reply | null>
  readonly tell: (signal: WithoutSender<Signal>) => Promise<void>
  readonly failed: (error: unknown) => void
}

/** Positions rise over all conversations; numbers begin anew in each. */
interface Reply {
  readonly position: number
  readonly number: number
}

export type WithoutSender<T> = T extends unknown ? Omit<T, 'from'> : never

/**
 * The small news of one socket. Marks only rise, one is looked up at a time, and of those that come
 * meanwhile the last one stands for all: a flood of them costs no more than a few.
 */
export function createSignals({ clock, limits, find, tell, failed }: Deps) {
  const reached = { delivered: 0, seen: 0 }
  const next: { [Kind in Mark]?: MessageId } = {}
  let running = false
  let typing = { on: false, at: -Infinity }

  function hear(news: News) {
    if (news.type === 'typing') return hearTyping(news.on)
    // Any text may be asked for: it is looked for among this visitor's messages alone.
    next[news.type] = news.message as MessageId
    if (!running) void run()
  }

  async function run() {
    running = true
    try {
      for (let mark = waiting(); mark; mark = waiting()) await raise(mark)
    } catch (error) {
      failed(error)
    } finally {
      running = false
    }
  }

  function waiting(): Mark | undefined {
    return next.delivered === undefined
      ? next.seen === undefined
        ? undefined
        : 'seen'
      : 'delivered'
  }

  async function raise(mark: Mark) {
    const message = next[mark]
    delete next[mark]
    const reply = message === undefined ? null : await find(message)
    if (!reply || reply.position <= reached[mark]) return
    reached[mark] = reply.position
    await tell({ kind: mark === 'seen' ? 'saw' : 'received', upTo: reply.number })
  }

  function hearTyping(on: boolean) {
    const now = clock.now()
    const least = on === typing.on ? limits.same : limits.least
    if (now - typing.at < least || (!on && !typing.on)) return
    typing = { on, at: now }
    tell({ kind: 'typing', on }).catch(failed)
  }

  return { hear }
}
