import { ButtonStyle, ComponentType } from 'discord.js'
import type { Conversation } from '../../conversation/conversation.ts'
import { chatName, isIn, whereNow } from '../../conversation/places.ts'
import type { Elsewhere } from '../../ports.ts'
import { titleOf } from './cards.ts'
import type { DiscordMessage } from './posting.ts'

const GREY = 0x80848e

/** The card of a conversation that was moved away: where to, and the way there. */
export function drawMovedCard(
  conversation: Conversation,
  whereabouts: readonly Elsewhere[],
): DiscordMessage {
  const isHere = isIn(conversation, 'discord')
  const ways = whereabouts
    .filter(({ chat }) => !isHere || chat === 'discord')
    .flatMap(({ chat, link }) => (link === null || !isTaken(link) ? [] : [way(chat, link)]))
  const moved = `**Moved to ${whereNow(conversation, 'discord')}**`
  return {
    content: '',
    embed: {
      title: titleOf(conversation),
      description: `${moved}. What is written here reaches nobody.`,
      color: GREY,
    },
    rows: ways.length > 0 ? [{ type: ComponentType.ActionRow, components: ways }] : [],
  }
}

/** A button that only opens an address. */
function way(chat: string, url: string) {
  const label = `Open ${chat === 'desk' ? 'at' : 'in'} ${chatName(chat)}`
  return { type: ComponentType.Button, style: ButtonStyle.Link, label, url } as const
}

/** Discord takes no address of a machine without a domain, such as localhost. */
function isTaken(link: string): boolean {
  return URL.parse(link)?.hostname.includes('.') ?? false
}
