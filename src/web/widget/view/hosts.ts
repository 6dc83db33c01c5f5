import { h } from './dom.ts'
import { facesNode } from './face.ts'
import type { Ui } from './ui.ts'

/** Who is on the other side: by name in the header, and before the first message with a greeting, or why nobody is there. */
export function createHosts({ chat, strings, clock, base }: Ui) {
  const who = h('div', { class: 'who' })
  const welcome = h('div')
  let drawn = ''

  function render() {
    const { agent, settings, messages } = chat
    const now = JSON.stringify([agent, settings, messages.more])
    if (now === drawn) return
    drawn = now
    const { name = strings.chat, faces = [], greeting, away, open, opensAt } = settings ?? {}
    who.replaceChildren(
      facesNode(agent ? [agent] : faces, base),
      h('h2', {}, h('bdi', {}, agent?.name ?? name), agent && h('small', {}, name)),
    )
    if (messages.more) {
      welcome.className = 'day'
      welcome.textContent = strings.loadingOlder
    } else {
      welcome.className = 'welcome'
      welcome.replaceChildren(
        h('p', { class: 'greeting', dir: 'auto' }, (!open && away) || greeting),
        (!open && opensAt && strings.back(clock.opening(opensAt))) || '',
      )
    }
  }

  return { who, welcome, render }
}
