import { contentNodes } from './content.ts'
import { h, icon, textButton } from './dom.ts'
import { faceNode } from './face.ts'
import { fileNode } from './files.ts'
import { createMenu } from './menu.ts'
import { createReacting, reactionsNode } from './reactions.ts'
import type { Row } from './rows.ts'
import type { MessageNeeds, Ui } from './ui.ts'

const LONG_TEXT = 1800

/** One message with its face, name, time and state; `first` and `last` of what one person said in one go. */
export function messageNode(row: Row, first: boolean, last: boolean, needs: MessageNeeds) {
  const { message, pending } = row
  const { mine, from, removed } = message
  return h(
    'div',
    { class: 'line' },
    !mine && last && faceNode(from, needs.base),
    h(
      'div',
      { class: 'stack' },
      h('bdi', { class: first && !mine ? 'name' : 'unseen' }, mine ? needs.strings.you : from.name),
      ...body(row, needs),
      reactionsNode(message),
      row.state === 'failed'
        ? failureNode(row, needs)
        : (last || row.state === 'sending' || message.editedAt) && metaNode(row, needs),
    ),
    !removed && !pending && (mine ? createMenu : createReacting)(message, needs),
  )
}

function body({ message }: Row, needs: MessageNeeds) {
  const { strings } = needs
  const { removed, blocks, files } = message
  if (removed) return [h('div', { class: 'bubble' }, h('i', {}, strings.removed))]
  const parts: HTMLElement[] = files.map((file) => fileNode(file, needs))
  if (blocks.length === 0) return parts
  const bubble = h('div', { class: 'bubble' }, ...contentNodes(blocks))
  if ((bubble.textContent ?? '').length > LONG_TEXT) {
    bubble.classList.add('folded')
    const button = textButton(strings.showAll, () => {
      bubble.classList.remove('folded')
      button.remove()
    })
    parts.unshift(button)
  }
  return [bubble, ...parts]
}

function metaNode({ message, state }: Row, { strings, clock }: Ui) {
  const { at, editedAt, removed } = message
  return h(
    'div',
    { class: 'meta' },
    editedAt && !removed && `${strings.edited} · `,
    clock.time(at),
    state &&
      h('span', { role: 'img', title: strings[state] }, icon(state === 'sent' ? 'tick' : 'clock')),
  )
}

function failureNode({ pending }: Row, { chat, strings }: Ui) {
  const { id = '', refused, kind } = pending ?? {}
  return h(
    'div',
    { class: 'meta failed', role: 'alert' },
    h('span', { dir: 'auto' }, `${strings.failed} ${refused}`),
    textButton(strings.retry, () => {
      chat.outbox.discard(id)
      if (pending) chat.outbox.add(pending)
    }),
    textButton(kind === 'send' ? strings.delete : strings.cancel, () => chat.outbox.discard(id)),
  )
}
