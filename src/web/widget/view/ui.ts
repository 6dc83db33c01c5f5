import type { WidgetMessage } from '../../../adapters/widget/protocol.ts'
import type { Chat } from '../client/chat.ts'
import type { Kept } from '../storage.ts'
import type { Strings } from '../strings/en.ts'
import type { createClockFace } from './when.ts'

/** What every part of the panel is given. */
export interface Ui {
  readonly chat: Chat
  readonly kept: Kept
  readonly strings: Strings
  readonly language: string
  readonly clock: ReturnType<typeof createClockFace>
  /** The server's address. */
  readonly base: string
  readonly signal: AbortSignal
  /** Says what went wrong, above the text field; empty takes it back. */
  notice(sentence: string): void
}

/** What is drawn for a message is given this, too. */
export interface MessageNeeds extends Ui {
  edit(message: WidgetMessage): void
}
