import { mayActAs } from '../conversation/actor.ts'
import type { Message } from '../conversation/message.ts'
import type { People, Post, Receipt, Ref, Store, TeamChat, TeamJob } from '../ports.ts'
import type { FaceDeps } from './authors.ts'
import { byline } from './authors.ts'
import { burstOf } from './bursts.ts'
import { DONE } from './receipts.ts'
import type { Carried } from './trying.ts'

export interface TeamThreadDeps extends FaceDeps {
  readonly store: Pick<Store, 'link'>
  readonly people: Pick<People, 'get' | 'all'>
}

/** A conversation's thread in a team chat, and how things come into it. */
export interface TeamThread {
  readonly chat: TeamChat
  readonly ref: Ref
  post(message: Message): Promise<Receipt>
  amend(message: Message): Promise<Receipt>
  /** Posts what the chat takes together of a burst’s beginning; null when the first goes by itself. */
  postSome(burst: readonly Message[]): Promise<Carried | null>
  /** Posts these in order, as far as it goes. */
  replay(messages: readonly Message[]): Promise<Receipt>
  line(line: Extract<TeamJob, { do: 'line' }>): Promise<Receipt>
}

/** The thread at `ref`: each message is shown under its author's name, and where it then stands is kept. */
export function teamThread(deps: TeamThreadDeps, chat: TeamChat, ref: Ref): TeamThread {
  const isHidden = (message: Message) => message.to !== undefined && !chat.whispers

  async function shownAs(message: Message): Promise<Post> {
    return { kind: 'message', message, by: await byline(deps, message.by) }
  }

  async function post(message: Message): Promise<Receipt> {
    if (isHidden(message)) return DONE
    const receipt = await chat.post(ref, await shownAs(message))
    if (receipt.ok) await standsAt(message, receipt.ref)
    return receipt
  }

  async function amend(message: Message): Promise<Receipt> {
    return isHidden(message) ? DONE : chat.amend(ref, await shownAs(message))
  }

  async function postSome(burst: readonly Message[]): Promise<Carried | null> {
    const [first] = burst
    if (!first || burst.length < 2 || !chat.postSome) return null
    const by = await byline(deps, first.by)
    const posts = burst.map((message) => ({ kind: 'message', message, by }) as const)
    const shown = await chat.postSome(ref, posts)
    if (!shown?.ok) return shown && { receipt: shown.receipt, count: 1 }
    for (const [index, at] of shown.refs.entries()) {
      const message = burst[index]
      if (message) await standsAt(message, at)
    }
    return { receipt: DONE, count: shown.refs.length }
  }

  async function replay(messages: readonly Message[]): Promise<Receipt> {
    let left = messages
    for (let [first] = left; first; [first] = left) {
      const some = await postSome(burstOf(left))
      const { receipt, count } = some ?? { receipt: await post(first), count: 1 }
      if (!receipt.ok) return receipt
      left = left.slice(count)
    }
    return DONE
  }

  async function standsAt({ id, conversation }: Message, at: Ref): Promise<void> {
    // A chat that names its posts as we do needs no second name kept.
    if (at !== id) await deps.store.link({ chat: chat.name, ref: at, conversation, message: id })
  }

  async function supervisors() {
    const members = await deps.people.all()
    return members.filter(({ active, role }) => active && mayActAs(role, 'supervisor'))
  }

  return {
    chat,
    ref,
    post,
    amend,
    postSome,
    replay,
    async line({ id, at, text, tone, ...job }) {
      const also = job.supervisors ? await supervisors() : []
      const alerted = new Set([...job.for, ...also.map((member) => member.id)])
      return chat.post(ref, { kind: 'line', id, at, text, tone, for: [...alerted] })
    },
  }
}
