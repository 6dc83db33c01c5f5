import type { Refusal } from '../conversation/actions.ts'
import type { Conversation } from '../conversation/conversation.ts'
import type { ConversationId } from '../conversation/ids.ts'
import { isQueued } from '../conversation/queue.ts'
import type { Store } from '../ports.ts'
import type { Choice } from './assign.ts'
import { hasRoom, isPresent } from './assign.ts'
import type { TeamRules } from './assign-rules.ts'
import { queueOf, teamOf } from './assign-rules.ts'
import { choosing } from './choosing.ts'
import type { ChoosingDeps, Standing } from './choosing.ts'
import type { Router } from './router.ts'

export interface GivingDeps extends ChoosingDeps {
  readonly store: ChoosingDeps['store'] & Pick<Store, 'load' | 'queue'>
  readonly router: Router
}

/** Read of a queue at once, and at most in one look. */
const PAGE = 100
const MOST_PAGES = 100
/** Tries to give one away while others give out or change it first. */
const TRIES = 20

const AGAIN: Refusal = { code: 'busy', sentence: 'It has changed meanwhile.' }

type Chosen = Extract<Choice, { readonly by: unknown }>

/**
 * Gives a team’s waiting conversations out in the order of its queue, each to whom `chooseAgent` says, until nobody
 * has room or all were looked at. `held`: those that are not to be given yet. Rejects when the store does, or
 * others are always faster.
 */
export function givingOut(deps: GivingDeps, held: (id: ConversationId) => boolean) {
  const { standing, choose } = choosing(deps)

  /** False when things are not as they were thought to be. */
  async function give(conversation: Conversation, chosen: Chosen, { roster }: Standing) {
    const { to, by, why } = chosen
    const { id, name } = to
    let tried = false
    const answer = await deps.router.fulfil({
      key: conversation.id,
      by: { kind: 'automation', rule: by.replace('-', ' ') },
      load: () => deps.store.load(conversation.id),
      async action(now) {
        if (tried || now?.version !== conversation.version) return AGAIN
        tried = true
        return { type: 'assign', to: { id, name }, why }
      },
      source: null,
      turn: {
        agent: id,
        after: roster.turns,
        capacity: to.capacity,
        inOrder: by !== 'sticky',
      },
    })
    return answer.ok
  }

  /** Gives it to whoever is to have it, and says what is so then. */
  async function giveAway(team: TeamRules, found: Conversation, was: Standing): Promise<Standing> {
    let [conversation, stand]: [Conversation | null, Standing] = [found, was]
    for (let tries = 0; tries < TRIES; tries += 1) {
      if (!conversation || !isQueued(conversation) || conversation.team !== team.id) return stand
      const choice = await choose(conversation, stand)
      if (!choice.to) return stand
      const isGiven = await give(conversation, choice, stand)
      stand = await standing(team)
      if (isGiven) return stand
      conversation = await deps.store.load(conversation.id)
    }
    throw new Error('Others were always faster.')
  }

  return async (id: string, isOver: () => boolean): Promise<void> => {
    const team = teamOf(deps.rules(), id)
    if (!team) return
    let stand = await standing(team)
    let last: Conversation | undefined
    for (let pages = 0; pages < MOST_PAGES; pages += 1) {
      if (!anyRoom(stand, id)) return
      const page: Conversation[] = await deps.store.queue(queueOf(team), PAGE, last)
      for (const conversation of page.filter((one) => !held(one.id))) {
        if (isOver() || !anyRoom(stand, id)) return
        stand = await giveAway(team, conversation, stand)
      }
      last = page.at(-1)
      if (page.length < PAGE) return
    }
  }
}

function anyRoom({ candidates }: Standing, team: string): boolean {
  return candidates.some((one) => isPresent(one, team) && hasRoom(one))
}
