import type { z } from 'zod'
import type { FromWorkspace, HeldThread, Tell, ToWorkspace, Weathered } from './protocol.ts'

/** A team chat that is furnished and has a team in it. */
export interface Served {
  /** What an app must know of it. */
  readonly keys: object
  threads(): readonly HeldThread[]
  weathered(): Weathered
  /** The guest of this name will write nothing more. */
  over?(guest: string): void
}

/** Runs a team chat in this process for the one that started it, until that one goes. */
export function serveWorkspace<Plan>(
  plans: z.ZodType<Plan>,
  furnish: (plan: Plan, tell: Tell) => Promise<Served>,
): void {
  let served: Served | null = null
  const say = (message: FromWorkspace) => void process.send?.(message)

  async function begin(plan: unknown) {
    served = await furnish(plans.parse(plan), say)
    say({ type: 'ready', keys: served.keys })
  }

  // Sent by the replay, whose types these are.
  process.on('message', (message: ToWorkspace) => {
    if (message.type === 'furnish') void begin(message.plan)
    else if (message.type === 'over') served?.over?.(message.guest)
    else if (served)
      say({ type: 'holds', threads: served.threads(), weathered: served.weathered() })
  })
  process.on('disconnect', () => process.exit(0))
}
