import { createChat } from './client/chat.ts'
import type { Command, Mount } from './mount.ts'
import { keptUnder } from './storage.ts'
import { loadStrings } from './strings/load.ts'
import css from './style.css?inline'
import { h } from './view/dom.ts'
import { createLauncher } from './view/launcher.ts'
import { createPanel } from './view/panel.ts'
import { applySettings, followKeyboard, followTheme } from './view/theme.ts'
import { createClockFace } from './view/when.ts'

/** Brings the widget to life in the place that the loader made, and carries out what the site has asked for. */
export async function start(mount: Mount) {
  const { host, root, button, base, inbox, commands } = mount
  const kept = keptUnder(mount.storage)
  const end = new AbortController()
  const { signal } = end
  const listeners: ((count: number) => void)[] = []
  let unread = -1
  let draw = () => {}

  const chat = createChat({
    base,
    inbox,
    kept,
    signal,
    changed: () => draw(),
    rang() {
      if (kept.get('sound')) void import('./view/sound.ts').then(({ chime }) => chime())
    },
    ended: shutDown,
  })
  await chat.refreshSettings()
  const language = chat.settings?.language ?? 'en'
  const strings = await loadStrings(language)
  const clock = createClockFace(language)
  const ui = { chat, kept, strings, language, clock, base, signal }
  const panel = createPanel(ui, button, toggled)
  const widget = h('div', { class: 'widget', lang: language }, panel.element)
  const drawLauncher = createLauncher(button, strings, () =>
    panel.isOpen ? panel.close() : panel.open(),
  )
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  root.adoptedStyleSheets[1] = sheet
  followTheme(host, widget, signal)
  followKeyboard(widget, signal)
  root.replaceChildren(widget, button)
  if (kept.get('token')) chat.connect()
  draw = render
  draw()
  commands.splice(0).forEach(run)
  commands.push = (command) => {
    run(command)
    return 0
  }

  function render() {
    if (chat.settings) applySettings(host, chat.settings)
    panel.render()
    const now = chat.messages.unread()
    drawLauncher(panel.isOpen, now)
    if (unread === now) return
    unread = now
    tell(listeners)
  }

  function toggled() {
    host.toggleAttribute('data-shown', panel.isOpen)
    widget.classList.toggle('open', panel.isOpen)
    if (panel.isOpen) {
      chat.connect()
      void chat.refreshSettings()
    }
    render()
  }

  function tell(whom: typeof listeners) {
    // Apart from our own work, so that a mistake in the site's listener stays the site's.
    for (const listener of whom) queueMicrotask(() => listener(unread))
  }

  function run([name, ...rest]: Command) {
    const [first, listener] = rest
    if (name === 'open' || name === 'close') panel[name]()
    if (name === 'shutdown') shutDown()
    if (first && typeof first === 'object') chat.identify(first)
    if (listener) {
      listeners.push(listener)
      tell([listener])
    }
  }

  /** Forgets the visitor in this browser, and begins anew for whoever comes next. */
  function shutDown() {
    if (signal.aborted) return
    end.abort()
    chat.stop()
    for (const key of kept.keys('')) kept.remove(key)
    // What the site asks from now on waits for the new beginning.
    Reflect.deleteProperty(commands, 'push')
    void start(mount)
  }
}
