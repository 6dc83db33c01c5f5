import type { WidgetMessage } from '../../../adapters/widget/protocol.ts'
import { createAttachments } from './attachments.ts'
import { textOf } from './content.ts'
import { h, icon, iconButton, textButton } from './dom.ts'
import { ALL, createEmoji } from './emoji.ts'
import { createTypist } from './typist.ts'
import type { Ui } from './ui.ts'

/** Where the visitor writes. What is typed is kept until it is sent, over reloads and crashes. */
export function createComposer(ui: Ui) {
  const { chat, kept, strings, notice } = ui
  let editing: string | null = null
  const typist = createTypist(chat)
  const field = h('textarea', {
    rows: 1,
    dir: 'auto',
    placeholder: strings.placeholder,
    'aria-label': strings.placeholder,
    enterkeyhint: 'send',
    oninput,
    onkeydown,
    onpaste(event: ClipboardEvent) {
      const files = event.clipboardData?.files ?? []
      if (files.length === 0) return
      event.preventDefault()
      attachments.add(files)
    },
    onblur: typist.stop,
  })
  const attachments = createAttachments(ui, render)
  const picker = h('input', {
    type: 'file',
    multiple: true,
    hidden: true,
    onchange() {
      attachments.add(picker.files ?? [])
      picker.value = ''
    },
  })
  const attach = iconButton('attach', strings.attach, () => picker.click())
  const send = h('button', { class: 'icon send', title: strings.send }, icon('send'))
  const stopEditing = () => write(kept.get('draft'), null)
  const banner = h(
    'div',
    { class: 'chip' },
    h('bdi', {}, strings.editing),
    textButton(strings.cancel, stopEditing),
  )
  const box = h(
    'div',
    { class: 'box' },
    attach,
    createEmoji(strings.emoji, 'emoji', ALL, [], insert),
    field,
    send,
  )
  const element = h('form', { onsubmit }, banner, attachments.element, box, picker)
  field.value = kept.get('draft') ?? ''

  function render() {
    const files = editing ? [] : attachments.files()
    picker.accept = chat.settings?.files.types.join() ?? ''
    field.style.height = 'auto'
    field.style.height = `${field.scrollHeight}px`
    send.disabled =
      (!field.value.trim() && !files.length) || files.includes(null) || chat.link === 'stopped'
    attach.hidden = !!editing
    banner.hidden = !editing
  }

  function write(text: string | null, message: string | null) {
    editing = message
    field.value = text ?? ''
    render()
    field.focus()
  }

  function oninput() {
    if (!editing) kept.set('draft', field.value)
    typist.typed(field.value)
    render()
  }

  function onkeydown(event: KeyboardEvent) {
    if (event.key === 'Escape' && editing) {
      event.stopPropagation()
      stopEditing()
    }
    // Enter that ends an input method's composition is not the visitor's wish to send (229: Safari).
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229)
      return
    event.preventDefault()
    element.requestSubmit()
  }

  function onsubmit(event: Event) {
    event.preventDefault()
    if (send.disabled) return
    const text = field.value.trim()
    const over = text.length - (chat.settings?.maxText ?? text.length)
    if (over > 0) return notice(strings.tooLong(over))
    typist.stop()
    const files = editing ? [] : attachments.files().filter((file) => file !== null)
    const kind = editing ? 'edit' : 'send'
    const taken = chat.outbox.add({ kind, message: editing, text, files })
    notice(taken ? '' : strings.queueFull)
    if (!taken) return
    if (!editing) {
      kept.remove('draft')
      attachments.clear()
    }
    stopEditing()
  }

  function insert(emoji: string) {
    field.setRangeText(emoji, field.selectionStart, field.selectionEnd, 'end')
    field.focus()
    oninput()
  }

  return {
    element,
    field,
    render,
    edit: ({ id, blocks }: WidgetMessage) => write(textOf(blocks), id),
    addFiles: attachments.add,
  }
}
