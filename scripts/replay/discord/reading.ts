import type { FakeDiscord } from '../../../tests/support/discord/fake-discord.ts'
import type { SeenChannel } from '../../../tests/support/discord/channel-view.ts'
import type { SeenMessage } from '../../../tests/support/discord/message-view.ts'
import { guestIn, saysLeft } from '../chat/protocol.ts'
import type { HeldPost, HeldThread } from '../chat/protocol.ts'
import type { Mode } from './protocol.ts'

/** What the app puts over a visitor's words where they do not stand under the visitor's name. */
const HEAD = /^\S+ \*\*(Guest \d+)\*\*/
/** Small print, or words for one of the team. */
const ASIDE = /^(?:-# |<@)/
const REPLIED = /^-# → /
/** What people write, and what the app does; the rest are Discord's own lines. */
const SAID = [0, 19]

/** The guest whose card this is; null for what is no card. */
export function guestOn({ app, embeds }: SeenMessage): string | null {
  const title = embeds[0]?.['title']
  return app && typeof title === 'string' ? guestIn(title) : null
}

/** A message as a post of the team's thread; `before`: the visitor whose words stand above it. */
export function postOf(message: SeenMessage, before: string | null): HeldPost {
  const { app, by, content, text } = message
  const own = app ? guestIn(by) : null
  if (own !== null) return { by: own, isVisitors: true, text }
  const head = app ? HEAD.exec(content)?.[1] : undefined
  if (head !== undefined) return { by: head, isVisitors: true, text: withoutFirst(text) }
  const isRest = app && before !== null && message.embeds.length === 0 && !ASIDE.test(content)
  if (isRest) return { by: before, isVisitors: true, text }
  const reply = app && REPLIED.test(content) ? withoutFirst(text) : text
  return { by, isVisitors: false, text: reply }
}

/** All threads of cards, read from scratch. */
export function readThreads(discord: FakeDiscord, mode: Mode): HeldThread[] {
  const all = discord.channels()
  const byId = new Map(all.map((one) => [one.id, one]))
  return all.flatMap((channel) =>
    channel.holds.flatMap((card) => {
      const guest = guestOn(card)
      if (guest === null) return []
      const place = mode === 'thread' ? byId.get(card.id) : channel
      // A forum’s posts and a category’s channels are within it, and a card’s thread hangs in its channel.
      const where = mode === 'thread' ? channel.name : (channel.within ?? '')
      const posts = place ? postsIn(place) : []
      return [{ guest, channel: where, isLeft: saysLeft(card.text), posts }]
    }),
  )
}

function postsIn(place: SeenChannel): HeldPost[] {
  const posts: HeldPost[] = []
  for (const message of place.holds.filter(({ type }) => SAID.includes(type))) {
    const above = posts.at(-1)
    posts.push(postOf(message, above?.isVisitors === true ? above.by : null))
  }
  return posts
}

function withoutFirst(text: string): string {
  return text.split('\n').slice(1).join('\n')
}
