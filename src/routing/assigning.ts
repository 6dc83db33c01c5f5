import { setImmediate as turnOfTheLoop } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { Conversation } from '../conversation/conversation.ts'
import type { ConversationId } from '../conversation/ids.ts'
import { isQueued } from '../conversation/queue.ts'
import { wayOf } from './assign-rules.ts'
import type { GivingDeps } from './giving-out.ts'
import { givingOut } from './giving-out.ts'

export interface AssigningDeps extends GivingDeps {
  readonly log: Logger
  /** Resolves when a new conversation has been sorted, so that its labels choose the team first. */
  settled?(id: ConversationId): Promise<void>
}

/** Gives waiting conversations to agents, beside the road and never on it. */
export interface Assigning {
  /** Told of each decision that was saved. */
  saved(before: Conversation | null, after: Conversation): void
  /** Members, their duty or the settings are not what they were. */
  changed(): void
  /** Resolves when there is nothing more to give out as things are. */
  idle(): Promise<void>
  stop(): Promise<void>
}

/** Between looks at a team’s queue that failed one after another: twice as long each time, up to the longest. */
const FIRST_PAUSE = 250
const LONGEST_PAUSE = 60_000

/**
 * Looks at a team’s queue whenever something in it, or who is free, has changed: one look at a time, and as many
 * occasions as come meanwhile are one.
 */
export function createAssigning(deps: AssigningDeps): Assigning {
  const giveOut = givingOut(deps, (id) => sorting.has(id))
  /** New ones that are sorted right now, with the team that they are for so far. */
  const sorting = new Map<ConversationId, string | null>()
  const waiting = new Set<string>()
  const pauses = new Map<string, { readonly tries: number; readonly timer: NodeJS.Timeout }>()
  let looking = false
  let stopped = false
  let under: Promise<void> = Promise.resolve()

  function look(team: string | null): void {
    if (team === null || stopped) return
    waiting.add(team)
    if (looking) return
    looking = true
    under = lookAtAll()
  }

  async function lookAtAll(): Promise<void> {
    // The decision that was the occasion goes out first.
    await turnOfTheLoop()
    for (;;) {
      const [team] = waiting
      if (team === undefined || stopped) break
      waiting.delete(team)
      await lookAt(team)
    }
    looking = false
  }

  async function lookAt(team: string): Promise<void> {
    try {
      await giveOut(team, () => stopped)
      clearTimeout(pauses.get(team)?.timer)
      pauses.delete(team)
    } catch (error) {
      lookLater(team)
      const reason = error instanceof Error ? error.message : 'unknown'
      deps.log.warn({ team, error: reason }, 'nothing was given out')
    }
  }

  function lookLater(team: string): void {
    const tries = (pauses.get(team)?.tries ?? 0) + 1
    clearTimeout(pauses.get(team)?.timer)
    const pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (tries - 1))
    if (stopped) pauses.delete(team)
    else pauses.set(team, { tries, timer: setTimeout(() => look(team), pause).unref() })
  }

  function lookEverywhere(): void {
    for (const { id } of deps.rules().teams) look(id)
  }

  async function wait({ id, team }: Conversation, settled: Promise<void>): Promise<void> {
    sorting.set(id, team)
    // Whatever became of the sorting, it is to be given to somebody.
    await settled.catch(() => undefined)
    const its = sorting.get(id) ?? null
    sorting.delete(id)
    look(its)
  }

  return {
    saved(before, after) {
      if (stopped) return
      if (sorting.has(after.id)) sorting.set(after.id, after.team)
      else if (before === null && deps.settled) void wait(after, deps.settled(after.id))
      else if (isQueued(after) && wayOf(deps.rules(), after) !== 'manual') look(after.team)
      if (before && holderOf(before) !== null && holderOf(before) !== holderOf(after))
        lookEverywhere()
    },
    changed: lookEverywhere,
    async idle() {
      // A look may be the occasion of another.
      let last: Promise<void> | null = null
      while (last !== under) {
        last = under
        await last
      }
    },
    async stop() {
      stopped = true
      for (const { timer } of pauses.values()) clearTimeout(timer)
      await under
    },
  }
}

/** Whose hands it is in: one that sleeps is in nobody’s. */
function holderOf(conversation: Conversation): string | null {
  return conversation.status === 'claimed' ? conversation.assignee.id : null
}
