import { Routes } from 'discord.js'
import { z } from 'zod'
import type { Settings } from '../../config.ts'
import type { Post, Ref, Store } from '../../ports.ts'
import { remembered } from '../chats/remembered.ts'
import { faceOfVisitor } from '../visitor-face.ts'
import { LIMITS } from './limits.ts'
import type { Called, Gateway } from './gateway.ts'
import type { At } from './heard.ts'
import { visitorName } from './persona.ts'
import type { Posting } from './posting.ts'
import { parseThread } from './refs.ts'

/** Visitors' messages under their own names, where the inbox's place asks for that. */
export interface Speaking {
  /** How it is put there under its own name, which it then need not say; null for what the app says itself. */
  as(thread: Ref, post: Post): Promise<NonNullable<Posting['as']> | null>
  /** Shows what a webhook of ours posted anew, or takes it away. */
  change(at: At, body: unknown): Promise<Called>
}

interface Deps {
  readonly settings: () => Settings
  readonly store: Pick<Store, 'load'>
  readonly gateway: Gateway
  readonly members: () => Promise<readonly string[]>
}

interface Hook {
  readonly id: string
  readonly token: string
}

/** All that one webhook says goes out one after another, so a channel has several, and each thread its own. */
const HOOKS = 3
const NAME = 'Greenroom'
const GONE = [10_015, 50_027]
const UNKNOWN_MESSAGE = 10_008

const NOBODY: Called = { ok: false, failure: { status: 503 } }

const place = z.looseObject({ id: z.string(), type: z.number(), parent_id: z.string().nullish() })
const hook = z.looseObject({
  id: z.string(),
  name: z.string().nullish(),
  token: z.string(),
  application_id: z.string(),
})
const hooks = z.array(z.unknown())
const THREADS = [10, 11, 12]

export function webhookSpeaking({ settings, store, gateway, members }: Deps): Speaking {
  const parents = remembered<string>(20_000)
  const known = remembered<Promise<readonly Hook[]>>(500)

  async function speaksHere(thread: Ref, post: Post): Promise<boolean> {
    const channel = parseThread(thread)?.channel
    if (!channel || post.kind === 'line' || post.message.kind !== 'visitor') return false
    if (!(await isWanted(post))) return false
    const parent = await parentOf(channel)
    return parent !== null && (await hooksOf(parent)).length > 0
  }

  async function isWanted(post: Extract<Post, { kind: 'message' }>): Promise<boolean> {
    const conversation = await store.load(post.message.conversation)
    const inbox = settings().inboxes.find(({ id }) => id === conversation?.inbox)
    const all = [...(inbox?.places ?? []), ...(inbox?.moves ?? []), ...(inbox?.routed ?? [])]
    const places = all.filter(({ chat }) => chat === 'discord')
    const at = conversation?.places.find(({ chat }) => chat === 'discord')?.channel
    const named = places.filter(({ channel }) => channel === at)
    return (named.length > 0 ? named : places).some(({ webhooks }) => webhooks === true)
  }

  async function as(thread: Ref, post: Post) {
    const channel = parseThread(thread)?.channel
    if (channel === undefined || post.kind === 'line' || !(await speaksHere(thread, post)))
      return null
    const { sign } =
      post.message.by.kind === 'visitor' ? faceOfVisitor(post.message.by) : { sign: '' }
    const name = `${sign} ${visitorName(post.by.name, await members())}`
    const username = name.slice(0, LIMITS.username).toWellFormed().trim()
    return async (body: object, more: Parameters<NonNullable<Posting['as']>>[1]) => {
      const put = async () => execute(channel, { ...body, username }, more)
      const called = await put()
      if (called.ok || !GONE.includes(called.failure.code ?? 0)) return called
      // Somebody removed it: another one is made.
      known.delete((await parentOf(channel)) ?? '')
      return put()
    }
  }

  async function execute(
    channel: string,
    body: object,
    more: Parameters<NonNullable<Posting['as']>>[1],
  ): Promise<Called> {
    const parent = await parentOf(channel)
    if (parent === null) return NOBODY
    const all = await hooksOf(parent)
    const one = all[Number(BigInt(channel) % BigInt(Math.max(1, all.length)))]
    if (!one) return NOBODY
    return gateway.call({
      method: 'POST',
      route: Routes.webhook(one.id, one.token),
      query: inThread(channel, parent, { wait: 'true' }),
      channel,
      body,
      ...more,
    })
  }

  async function change({ channel, id }: At, body: unknown): Promise<Called> {
    const parent = await parentOf(channel)
    if (parent === null) return NOBODY
    for (const one of await hooksOf(parent)) {
      const called = await gateway.call({
        method: body === undefined ? 'DELETE' : 'PATCH',
        route: Routes.webhookMessage(one.id, one.token, id),
        query: inThread(channel, parent),
        channel,
        body,
      })
      if (called.ok || called.failure.code !== UNKNOWN_MESSAGE) return called
    }
    return { ok: false, failure: { status: 404, code: UNKNOWN_MESSAGE } }
  }

  /** The channel that webhooks for this place belong to; null while Discord does not say. */
  async function parentOf(channel: string): Promise<string | null> {
    const before = parents.get(channel)
    if (before !== undefined) return before
    const called = await gateway.call({ method: 'GET', route: Routes.channel(channel) })
    const found = called.ok ? place.parse(called.data) : null
    if (!found) return null
    const parent = THREADS.includes(found.type) ? (found.parent_id ?? channel) : channel
    parents.set(channel, parent)
    return parent
  }

  function hooksOf(parent: string): Promise<readonly Hook[]> {
    const before = known.get(parent)
    if (before) return before
    const mine = findOrMake(parent)
    known.set(parent, mine)
    return mine
  }

  async function findOrMake(parent: string): Promise<readonly Hook[]> {
    const route = Routes.channelWebhooks(parent)
    const listed = await gateway.call({ method: 'GET', route, channel: parent })
    const there = listed.ok ? hooks.parse(listed.data).flatMap(ours) : []
    while (there.length < HOOKS && listed.ok) {
      const body = { name: `${NAME} ${there.length + 1}` }
      const made = await gateway.call({ method: 'POST', route, channel: parent, body })
      const one = made.ok ? ours(made.data) : []
      if (one.length === 0) break
      there.push(...one)
    }
    if (there.length === 0) known.delete(parent)
    return there
  }

  return { as, change }
}

/** Of all webhooks those that the app made: another's address is known to whoever made it, who could change what it says. */
function ours(given: unknown): Hook[] {
  const one = hook.safeParse(given).data
  return one?.name?.startsWith(NAME) ? [{ id: one.id, token: one.token }] : []
}

function inThread(channel: string, parent: string, more: Readonly<Record<string, string>> = {}) {
  return new URLSearchParams({ ...more, ...(channel === parent ? {} : { thread_id: channel }) })
}
