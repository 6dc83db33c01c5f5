import type { Conversation } from '../../conversation/conversation.ts'
import type { Content } from '../../conversation/message.ts'
import { plain, words } from './blocks.ts'
import type { Block } from './blocks.ts'
import type { SlackMessage } from './cards.ts'
import { escapeSlack } from './escape.ts'
import { toSlack } from './markup.ts'

/** A whisper, and what its reader wants to know of it. */
interface WhisperDrawing {
  readonly by: string
  readonly content: Content
  readonly edited: boolean
  readonly conversation: Pick<Conversation, 'number' | 'visitor'> | null
  /** Where the thread is that it is about, or null where that cannot be said. */
  readonly thread: string | null
}

/** A whisper as one or more direct messages, in order: who whispers, about whom, and where. */
export function drawWhisper(whisper: WhisperDrawing): [SlackMessage, ...SlackMessage[]] {
  const { by, content, edited } = whisper
  const [first, ...rest] = toSlack(content)
  const end = edited ? [context('(edited)')] : []
  const others = rest.map(({ block, text }): SlackMessage => ({ blocks: [block], text }))
  return [
    {
      blocks: [head(whisper), ...(first ? [first.block] : []), ...end],
      text: `${escapeSlack(`${by} whispers to you:`)} ${first?.text ?? ''}`,
    },
    ...others,
  ]
}

/** What stands in the place of a whisper that was taken back. */
export function drawTakenBack(): SlackMessage {
  const text = 'This whisper was deleted.'
  return { blocks: [context(text)], text }
}

function head({ by, conversation, thread }: WhisperDrawing): Block {
  const about = conversation ? ` about ${conversation.visitor.name} (#${conversation.number})` : ''
  const said = `🔒 ${by} whispers to you${about}. Nobody else can read this. `
  const link =
    thread === null ? [] : [{ type: 'link' as const, url: thread, text: 'Open the thread' }]
  return {
    type: 'rich_text',
    elements: [{ type: 'rich_text_section', elements: [words(said), ...link] }],
  }
}

function context(text: string): Block {
  return { type: 'context', elements: [plain(text)] }
}
