import type { Actor } from './actor.ts'
import type { Message, Reaction } from './message.ts'

const EMOJI = /^\p{RGI_Emoji}$/v
const COLOUR = '\ufe0f'

/** The one emoji that this is, as Unicode writes it in full; null for anything else. */
export function oneEmoji(raw: string): string | null {
  // Some platforms leave out the sign that asks for colour: “❤” for “❤️”.
  return [raw, raw + COLOUR].find((emoji) => EMOJI.test(emoji)) ?? null
}

/** The reaction that someone has set on a message with this emoji, if they have. */
export function reactionOf(message: Message, emoji: string, by: Actor): Reaction | undefined {
  return message.reactions?.find((one) => one.emoji === emoji && isBy(one, by))
}

function isBy({ by }: Reaction, actor: Actor): boolean {
  return by === 'visitor' ? actor.kind === 'visitor' : actor.kind === 'human' && by.id === actor.id
}

/** The message with this reaction set, or taken back. */
export function withReaction(
  message: Message,
  reaction: Pick<Reaction, 'emoji' | 'public'> & { readonly on: boolean },
  by: Actor,
): Message {
  const { emoji, on, public: isPublic } = reaction
  const { reactions = [], ...bare } = message
  const others = reactions.filter((one) => one.emoji !== emoji || !isBy(one, by))
  const author = authorOf(by)
  const all = on && author ? [...others, { emoji, by: author, public: isPublic }] : others
  return all.length > 0 ? { ...bare, reactions: all } : bare
}

function authorOf(by: Actor): Reaction['by'] | null {
  if (by.kind === 'visitor') return 'visitor'
  return by.kind === 'human' ? { id: by.id, name: by.name } : null
}

/** What a visitor may see of a message's reactions, each emoji once: the team's, and their own. */
export function reactionsForVisitor({ kind, reactions = [] }: Message): {
  readonly team: readonly string[]
  readonly own: readonly string[]
} {
  const open = kind === 'note' ? [] : reactions.filter((one) => one.public)
  const emojis = (isOwn: boolean) => [
    ...new Set(open.filter(({ by }) => (by === 'visitor') === isOwn).map(({ emoji }) => emoji)),
  ]
  return { team: emojis(false), own: emojis(true) }
}
