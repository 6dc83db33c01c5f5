import type { Strings } from '../strings/en.ts'
import { h } from './dom.ts'

/** The loader's button from now on: it tells how many replies wait, and whether the panel is open. */
export function createLauncher(button: HTMLButtonElement, strings: Strings, press: () => void) {
  const badge = h('span', { class: 'badge', 'aria-hidden': 'true' })
  button.onclick = press
  button.replaceChildren(badge)
  return (open: boolean, unread: number) => {
    const name = open ? strings.close : strings.open
    button.ariaExpanded = String(open)
    button.ariaLabel = unread ? `${name}. ${strings.unread} ${unread}` : name
    badge.hidden = !unread
    badge.textContent = unread > 9 ? '9+' : String(unread)
  }
}
