import type { WidgetMessage } from '../../../adapters/widget/protocol.ts'
import { h, textButton } from './dom.ts'
import { createPopup } from './popup.ts'
import type { MessageNeeds } from './ui.ts'

/** What the visitor can do to an own message: behind one button, and deleting asks twice. */
export function createMenu(message: WidgetMessage, { chat, strings, edit }: MessageNeeds) {
  const { id, blocks } = message
  return createPopup('more', strings.more, 'options', (close) => {
    const rewrite = textButton(strings.edit, () => {
      close()
      edit(message)
    })
    const remove = textButton(strings.delete, () => {
      if (remove.textContent === strings.reallyDelete) {
        close()
        chat.outbox.add({ kind: 'remove', message: id, text: '', files: [] })
      }
      remove.textContent = strings.reallyDelete
    })
    return h('div', { class: 'pop' }, blocks.length > 0 && rewrite, remove)
  })
}
