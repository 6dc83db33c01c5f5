import { z } from 'zod'
import type { Block, Content } from '../../../conversation/message.ts'
import { textContent } from '../../../conversation/message.ts'
import type { DiscordUser } from '../people.ts'
import { fromDiscord } from '../reading.ts'
import type { DiscordWords } from '../reading.ts'

const sticker = z.looseObject({ name: z.string() })
const forward = z.looseObject({ message: z.looseObject({ content: z.string() }) })
const poll = z.looseObject({ question: z.looseObject({ text: z.string() }) })

/** What somebody wrote to the app. It is for the team's eyes: links into Discord stay, and what has no words is named. */
export function wordsOf(words: DiscordWords, mentioned: readonly DiscordUser[]): Content {
  const names = new Map(mentioned.map(({ id, names: [name] = [] }) => [id, name ?? 'somebody']))
  const { content, left } = fromDiscord(words, (id) => names.get(id) ?? 'somebody')
  const isWhole = !left.includes('a link into Discord') && !left.includes('a channel')
  const { blocks } = isWhole ? content : textContent(words.content ?? '')
  return { blocks: [...blocks, ...wordless(words)], files: [] }
}

function wordless({
  sticker_items = [],
  message_snapshots = [],
  poll: asked,
}: DiscordWords): Block[] {
  const stickers = sticker_items.map(
    (one) => `(a sticker: ${sticker.safeParse(one).data?.name ?? ''})`,
  )
  const question = asked ? [`(a poll: ${poll.safeParse(asked).data?.question.text ?? ''})`] : []
  const forwards = message_snapshots.map(
    (one) => forward.safeParse(one).data?.message.content ?? '',
  )
  return [
    ...[...stickers, ...question].flatMap((text) => textContent(text).blocks),
    ...forwards.flatMap((text) => [
      ...textContent('(forwarded)').blocks,
      ...textContent(text).blocks.flatMap((block) =>
        block.kind === 'paragraph' ? [{ ...block, kind: 'quote' as const }] : [],
      ),
    ]),
  ]
}
