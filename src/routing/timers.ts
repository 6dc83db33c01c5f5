import type { Logger } from 'pino'
import type { Action, Refusal } from '../conversation/actions.ts'
import type { Conversation } from '../conversation/conversation.ts'
import type { Clock, Store, Timer } from '../ports.ts'
import type { Router } from './router.ts'
import { invalid } from './refusals.ts'
import type { Sla } from './sla.ts'

export interface Timers {
  start(): void
  stop(): Promise<void>
}

export interface TimersDeps {
  readonly store: Store
  readonly router: Router
  readonly clock: Clock
  readonly log: Logger
  /** What is to be done with one that nobody of its team took in time. */
  overflow(conversation: Conversation): Promise<Action | Refusal>
  readonly sla: Pick<Sla, 'overdue' | 'later'>
}

const POLL = 1_000
const AT_ONCE = 100

/** Does what is due, within a second of its time; what fell due while nothing ran is done at the start. */
export function createTimers(deps: TimersDeps): Timers {
  let poll: NodeJS.Timeout | undefined
  let under: Promise<void> = Promise.resolve()
  let busy = false

  async function ring(): Promise<void> {
    const due = await deps.store.due(deps.clock.now(), AT_ONCE)
    for (const timer of due) await fire(deps, timer)
  }

  function tick(): void {
    if (busy) return
    busy = true
    under = ring()
      .catch((error: unknown) => {
        deps.log.error(
          { error: error instanceof Error ? error.message : 'unknown' },
          'timers failed',
        )
      })
      .finally(() => {
        busy = false
      })
  }

  return {
    start() {
      tick()
      poll = setInterval(tick, POLL)
    },
    async stop() {
      clearInterval(poll)
      await under
    },
  }
}

async function fire(deps: TimersDeps, timer: Timer): Promise<void> {
  const answer = await deps.router.fulfil({
    key: timer.conversation,
    by: { kind: 'automation', rule: RULES[timer.kind] },
    load: () => deps.store.load(timer.conversation),
    action: async (conversation) => (conversation ? whatIsDue(deps, timer, conversation) : NONE),
    source: null,
  })
  if (answer.ok || answer.refusal.code === 'busy') return
  deps.log.info({ conversation: timer.conversation, kind: timer.kind }, answer.refusal.code)
  const later = timer.kind === 'sla' ? await deps.sla.later(timer.conversation) : null
  await (later === null ? deps.store.endTimer(timer) : deps.store.delayTimer(timer, later))
}

const RULES = { wake: 'snooze', overflow: 'overflow', sla: 'sla' } as const

const NONE = invalid('There is no such conversation.')

async function whatIsDue(
  deps: TimersDeps,
  { kind }: Timer,
  conversation: Conversation,
): Promise<Action | Refusal> {
  switch (kind) {
    case 'wake':
      return { type: 'wake' }
    case 'overflow':
      return deps.overflow(conversation)
    case 'sla':
      return deps.sla.overdue(conversation)
  }
}
