import { inkOn } from './ink.ts'
import css from './loader.css?inline'
import type { Command, Mount } from './mount.ts'

// A classic script's own tag, and never one of SVG.
const script = document.currentScript as HTMLScriptElement | null
// A page that carries the tag twice still gets one launcher.
if (script && !document.querySelector('greenroom-widget')) {
  const base = script.src.replace(/widget\.js.*/, '')
  const inbox = script.dataset.inbox ?? ''
  const storage = `greenroom:${base}${inbox}:`
  const host = document.createElement('greenroom-widget')
  const root = host.attachShadow({ mode: 'open' })
  const button = document.createElement('button')
  const sheet = new CSSStyleSheet()
  const commands: Command[] = []
  let loading: Promise<void> | undefined
  let failures = 0

  const load = () => {
    // A file of an older release may be gone from the server: app.js names the present one.
    const file = failures ? `app.js?${failures}` : APP_FILE
    loading ??= import(/* @vite-ignore */ `${base}widget/${file}`).then(
      ({ start }: { start: (mount: Mount) => void }) =>
        start({ host, root, button, commands, base, inbox, storage }),
      () => {
        loading = undefined
        if (++failures < 6) setTimeout(load, failures * 2000)
      },
    )
  }
  const call = (...command: Command) => {
    commands.push(command)
    if (/^(open|shut)/.test(command[0])) load()
  }

  const color = script.dataset.color ?? '#1d6b52'
  host.style.setProperty('--gr-accent', color)
  host.style.setProperty('--gr-ink', inkOn(color))
  Object.assign(host.dataset, script.dataset)
  host.role = 'region'
  host.ariaLabel = button.ariaLabel = 'Chat'
  sheet.replaceSync(css)
  root.adoptedStyleSheets = [sheet]
  button.className = 'launch'
  button.ariaExpanded = 'false'
  button.onclick = () => call('open')
  button.onpointerenter = button.onfocus = load
  root.append(button)
  // Beside the body and not in it: sites that swap their whole body keep the chat.
  document.documentElement.append(host)

  const waiting = window.Greenroom?.q ?? []
  window.Greenroom = Object.assign(call, { q: commands })
  for (const command of waiting) call(...command)
  try {
    if (localStorage.getItem(`${storage}token`)) (window.requestIdleCallback ?? setTimeout)(load)
  } catch {
    // Storage is blocked: nothing was kept, so there is nothing to load early for.
  }
}
