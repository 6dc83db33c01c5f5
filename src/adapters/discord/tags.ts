import { Routes } from 'discord.js'
import { z } from 'zod'
import type { Settings } from '../../config.ts'
import type { Conversation } from '../../conversation/conversation.ts'
import type { Clock } from '../../ports.ts'
import { remembered } from '../chats/remembered.ts'
import type { Gateway } from './gateway.ts'

/** How a conversation stands, as a forum's tags say it; one at a time. `waiting`: for the visitor, or for its time. */
export const STATUSES = ['open', 'claimed', 'waiting', 'resolved'] as const
type StatusTag = (typeof STATUSES)[number]

export interface Tags {
  /** The ids of the tags that a post is to have, with those that people gave it; Discord takes five. */
  wanted(forum: string, conversation: Conversation, given: readonly string[]): Promise<string[]>
  /** The forum has other tags: they are looked up anew. */
  changed(forum: string): void
}

interface Deps {
  readonly settings: () => Settings
  readonly gateway: Pick<Gateway, 'call'>
  readonly clock: Clock
}

const tag = z.looseObject({ id: z.string(), name: z.string(), moderated: z.boolean().catch(false) })
const forum = z.looseObject({
  available_tags: z.array(tag).catch([]),
  flags: z.number().catch(0),
})

type Forum = z.infer<typeof forum>

/** As many tags can a forum have. */
export const MOST_TAGS = 20
const MOST_APPLIED = 5
/** A forum's flag: each post must have a tag. */
const KNOWN_FOR = 60_000
export const REQUIRES_TAG = 1 << 4

/** What a conversation's status tag is. */
export function statusTag({ status, waitingSince }: Conversation): StatusTag {
  switch (status) {
    case 'waiting':
      return 'open'
    case 'claimed':
      return waitingSince === null ? 'waiting' : 'claimed'
    case 'snoozed':
      return 'waiting'
    case 'closed':
      return 'resolved'
  }
}

/** The tags of forums' posts. A forum without the status tags is given them where the app may and there is room. */
export function discordTags({ settings, gateway, clock }: Deps): Tags {
  const known = remembered<{ readonly forum: Promise<Forum | null>; readonly until: number }>(200)

  function read(id: string): Promise<Forum | null> {
    const before = known.get(id)
    if (before && clock.now() < before.until) return before.forum
    const mine = complete(id)
    known.set(id, { forum: mine, until: clock.now() + KNOWN_FOR })
    return mine
  }

  async function complete(id: string): Promise<Forum | null> {
    const called = await gateway.call({ method: 'GET', route: Routes.channel(id) })
    const found = called.ok ? forum.parse(called.data) : null
    if (!found) {
      known.delete(id)
      return null
    }
    const missing = STATUSES.filter((name) => !idOf(found, name))
    const room = MOST_TAGS - found.available_tags.length
    if (missing.length === 0 || room <= 0) return found
    const added = missing.slice(0, room).map((name) => ({ name, moderated: true }))
    const body = { available_tags: [...found.available_tags, ...added] }
    const made = await gateway.call({ method: 'PATCH', route: Routes.channel(id), body })
    return made.ok ? forum.parse(made.data) : found
  }

  async function wanted(id: string, conversation: Conversation, given: readonly string[]) {
    const found = await read(id)
    if (!found) return [...given]
    const status = idOf(found, statusTag(conversation))
    const statuses: readonly (string | undefined)[] = STATUSES.map((name) => idOf(found, name))
    const others = given.filter(
      (one) => !statuses.includes(one) && found.available_tags.some((tag) => tag.id === one),
    )
    const topic = others.length === 0 ? topicOf(found, conversation) : undefined
    const ids = [...(status ? [status] : []), ...others, ...(topic ? [topic] : [])]
    const [first] = found.available_tags
    if (ids.length === 0 && first && (found.flags & REQUIRES_TAG) !== 0) return [first.id]
    return [...new Set(ids)].slice(0, MOST_APPLIED)
  }

  /** What it is about, where the forum has a tag of that name: its team, its inbox, or one of its own tags. */
  function topicOf(found: Forum, { team, inbox, tags }: Conversation): string | undefined {
    const { teams, inboxes } = settings()
    const names = [
      teams.find(({ id }) => id === team)?.name,
      team,
      inboxes.find(({ id }) => id === inbox)?.name,
      inbox,
      ...tags,
    ]
    const known: readonly string[] = STATUSES
    const topics = names.filter((name) => name && !known.includes(name.toLowerCase()))
    return topics.flatMap((name) => idOf(found, name ?? '') ?? [])[0]
  }

  return { wanted, changed: (id) => void known.delete(id) }
}

function idOf({ available_tags: tags }: Forum, name: string): string | undefined {
  return tags.find((one) => one.name.toLowerCase() === name.toLowerCase())?.id
}
