import { createComposer } from './composer.ts'
import { h, icon, iconButton } from './dom.ts'
import { createHosts } from './hosts.ts'
import { createLog } from './log.ts'
import type { Ui } from './ui.ts'

/** The chat itself, in the page's corner or over the whole of a phone. */
export function createPanel(
  given: Omit<Ui, 'notice'>,
  button: HTMLButtonElement,
  toggled: () => void,
) {
  const { chat, strings, kept } = given
  const alert = h('div', { class: 'notice', role: 'alert', dir: 'auto' })
  const strip = h('div', { class: 'strip', role: 'status' })
  const ui: Ui = {
    ...given,
    notice: (sentence) => (alert.textContent = sentence),
  }

  const hosts = createHosts(ui)
  // Sound is off until the visitor turns it on.
  const sound = iconButton('mute', strings.sound, () => {
    kept.set('sound', kept.get('sound') ? '' : 'on')
    drawSound()
  })
  const composer = createComposer(ui)
  const log = createLog(ui, hosts, composer.edit, () => panel.isOpen)
  const element = h(
    'div',
    {
      class: 'panel',
      role: 'dialog',
      'aria-label': strings.chat,
      tabindex: -1,
      onkeydown(event: KeyboardEvent) {
        // A page's own shortcuts are not meant by what is typed here.
        event.stopPropagation()
        const meant = !event.isComposing && !element.querySelector(':popover-open')
        if (event.key === 'Escape' && meant) close()
      },
      ondragover: dragged,
      ondragleave: dragged,
      ondrop: dragged,
    },
    h('div', { class: 'head' }, hosts.who, sound, iconButton('down', strings.close, close)),
    strip,
    h('div', { class: 'middle' }, log.region, log.pill),
    alert,
    composer.element,
  )

  let asking: Promise<unknown> | undefined

  drawSound()

  /** Before the first message come the inbox’s questions, if it has any. */
  function askFirst() {
    const due = chat.settings?.ask && chat.status === 'none' && !kept.get('asked')
    composer.element.hidden = !!due
    if (due && chat.link === 'live')
      asking ??= import('./prechat.ts').then(
        ({ createPrechat }) => composer.element.before(createPrechat(ui, asked)),
        asked,
      )
  }
  function asked() {
    kept.set('asked', 'yes')
    panel.render()
    composer.field.focus()
  }

  function drawSound() {
    const on = kept.get('sound')
    sound.ariaPressed = String(!!on)
    sound.replaceChildren(icon(on ? 'bell' : 'mute'))
  }

  function dragged(event: DragEvent) {
    const { dataTransfer, type } = event
    if (!dataTransfer?.types.includes('Files')) return
    event.preventDefault()
    element.classList.toggle('dropping', type === 'dragover')
    if (type === 'drop') composer.addFiles(dataTransfer.files)
  }

  function close() {
    if (!panel.isOpen) return
    panel.isOpen = false
    toggled()
    button.focus()
  }

  const panel = {
    element,
    isOpen: false,
    open() {
      if (panel.isOpen) return
      panel.isOpen = true
      toggled()
      log.opened()
      // A phone's keyboard comes when it is asked for, not before the greeting could be read.
      element.focus()
      if (!matchMedia('(pointer: coarse)').matches) composer.field.focus()
    },
    close,
    render() {
      askFirst()
      composer.render()
      log.render()
      log.noteSeen()
      const { link, problem } = chat
      // Set only when it is another, for its late coming starts with it.
      const trouble = link === 'live' ? '' : (link === 'stopped' && problem) || strings[link]
      if (strip.textContent !== trouble) strip.textContent = trouble
    },
  }
  return panel
}
