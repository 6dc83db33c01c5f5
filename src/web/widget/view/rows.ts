import type { WidgetMessage } from '../../../adapters/widget/protocol.ts'
import type { Messages } from '../client/messages.ts'
import { asTyped, effectOf, isWaiting, type Outbox, type Pending } from '../client/outbox.ts'
import { textOf } from './content.ts'

/** One message as it stands in the log. */
export interface Row {
  /** The same from the moment of sending on, whatever ids the message has. */
  readonly key: string
  readonly message: WidgetMessage
  /** Empty for replies. */
  readonly state: 'sending' | 'sent' | 'failed' | ''
  /** What to try again or discard, when it failed. */
  readonly pending?: Pending | undefined
}

/** The messages and what is still on its way, each shown once. */
export function rowsOf(
  { inOrder }: Messages,
  { pending, sentAs }: Outbox,
  shown: ReadonlyMap<string, unknown>,
): Row[] {
  const rows: Row[] = []
  for (const message of inOrder) {
    const key = sentAs.get(message.id) ?? message.id
    if (!shown.has(key) && pending.some((one) => mayHaveBecome(one, message))) continue
    const deed = pending.findLast((one) => one.kind !== 'send' && one.message === message.id)
    const effect = deed?.refused === null ? effectOf(deed) : {}
    const state = deed ? stateOf(deed) : message.mine ? 'sent' : ''
    rows.push({ key, message: { ...message, ...effect }, state, pending: deed })
  }
  for (const one of pending) {
    if (one.kind === 'send') {
      rows.push({ key: one.id, message: asMessage(one), state: stateOf(one), pending: one })
    }
  }
  return rows
}

function stateOf(one: Pending) {
  if (one.refused !== null) return 'failed'
  return isWaiting(one) ? 'sending' : 'sent'
}

/** True when the message may be what was sent, and we have only not yet heard so. */
function mayHaveBecome(one: Pending, { mine, blocks, files }: WidgetMessage) {
  return (
    mine &&
    one.kind === 'send' &&
    isWaiting(one) &&
    one.files.length === files.length &&
    bare(one.text) === bare(textOf(blocks))
  )
}

/** What the server's cleaning leaves alone. */
function bare(text: string) {
  return text.replaceAll(/[\s\p{C}]/gu, '')
}

function asMessage({ id, at, text, files }: Pending): WidgetMessage {
  return {
    id,
    at,
    files,
    position: Infinity,
    mine: true,
    from: { name: '', picture: null },
    editedAt: null,
    removed: false,
    blocks: asTyped(text),
  }
}
