import { Routes } from 'discord.js'
import { z } from 'zod'
import type { Conversation } from '../../conversation/conversation.ts'
import type { Store } from '../../ports.ts'
import type { Gateway } from './gateway.ts'
import type { Whose } from './whose.ts'

interface Deps {
  readonly gateway: Pick<Gateway, 'call'>
  readonly store: Pick<Store, 'load'>
  readonly whose: Pick<Whose, 'conversationIn'>
  readonly guild: () => string
}

const listed = z.looseObject({ threads: z.array(z.looseObject({ id: z.string() })) })

/** So many at once, so that the next ones need not ask again. */
const AT_ONCE = 10

/** Archives the threads of those conversations that were closed the longest ago; true when that made room. */
export function makingRoom({ gateway, store, whose, guild }: Deps) {
  let underWay: Promise<boolean> | null = null

  async function make(): Promise<boolean> {
    const called = await gateway.call({ method: 'GET', route: Routes.guildActiveThreads(guild()) })
    if (!called.ok) return false
    const closed: { readonly thread: string; readonly at: number }[] = []
    for (const { id: thread } of listed.parse(called.data).threads) {
      const conversation = await conversationIn(thread)
      if (conversation?.status === 'closed') closed.push({ thread, at: conversation.closedAt })
    }
    const oldest = closed.toSorted((a, b) => a.at - b.at).slice(0, AT_ONCE)
    let made = false
    for (const { thread } of oldest) {
      const body = { archived: true }
      const archived = await gateway.call({ method: 'PATCH', route: Routes.channel(thread), body })
      made ||= archived.ok
    }
    return made
  }

  async function conversationIn(thread: string): Promise<Conversation | null> {
    const id = await whose.conversationIn(thread)
    return id && store.load(id)
  }

  return (): Promise<boolean> => {
    underWay ??= make().finally(() => {
      underWay = null
    })
    return underWay
  }
}
