import type { FromWorkspace, HeldThread, Tell, ToWorkspace, Weathered } from './protocol.ts'

/** A team chat that is furnished and has a team in it. */
export interface Served<Keys> {
  readonly keys: Keys
  threads(): readonly HeldThread[]
  weathered(): Weathered
  /** The guest of this name will write nothing more. */
  over?(guest: string): void
}

/** Runs a team chat in this process for the one that started it, until that one goes. */
export function serveWorkspace<Plan, Keys>(
  furnish: (plan: Plan, tell: Tell) => Promise<Served<Keys>>,
): void {
  let served: Served<Keys> | null = null
  const say = (message: FromWorkspace<Keys>) => void process.send?.(message)

  async function begin(plan: Plan) {
    served = await furnish(plan, say)
    say({ type: 'ready', workspace: served.keys })
  }

  // Sent by the replay, whose types these are.
  process.on('message', (message: ToWorkspace<Plan>) => {
    if (message.type === 'furnish') void begin(message.plan)
    else if (message.type === 'over') served?.over?.(message.guest)
    else if (served)
      say({ type: 'holds', threads: served.threads(), weathered: served.weathered() })
  })
  process.on('disconnect', () => process.exit(0))
}
