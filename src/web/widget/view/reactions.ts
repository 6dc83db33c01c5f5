import type { WidgetMessage } from '../../../adapters/widget/protocol.ts'
import { randomId } from '../client/outbox.ts'
import { h } from './dom.ts'
import { createEmoji, HANDFUL } from './emoji.ts'
import type { Ui } from './ui.ts'

/** What was set on a message: the visitor's own, then the team's. */
export function reactionsNode({ reactions = [], own = [] }: WidgetMessage) {
  const all = [...own, ...reactions].join(' ')
  return all && h('div', { class: 'set' }, all)
}

/** A handful of emoji that the visitor can set on a reply; the same again takes it back. */
export function createReacting({ id, own = [] }: WidgetMessage, { chat, strings }: Ui) {
  return createEmoji(strings.react, 'options', HANDFUL, own, (emoji) =>
    chat.send({ type: 'react', id: randomId(), message: id, emoji, on: !own.includes(emoji) }),
  )
}
