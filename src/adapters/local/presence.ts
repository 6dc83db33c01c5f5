import type { AgentId } from '../../conversation/ids.ts'
import type { Clock } from '../../ports.ts'

/** Who said that they are here, until their time runs out. */
export function createPresence(clock: Clock) {
  const until = new Map<AgentId, number>()

  function here(agent: AgentId, ttl: number) {
    until.set(agent, clock.now() + ttl)
  }

  function present(): readonly AgentId[] {
    const now = clock.now()
    for (const [agent, end] of until) if (end <= now) until.delete(agent)
    return [...until.keys()]
  }

  return { here, present }
}
