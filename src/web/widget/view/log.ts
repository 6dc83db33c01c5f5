import type { WidgetMessage } from '../../../adapters/widget/protocol.ts'
import { h } from './dom.ts'
import type { createHosts } from './hosts.ts'
import { messageNode } from './message.ts'
import { rowsOf, type Row } from './rows.ts'
import { createScroll } from './scroll.ts'
import type { MessageNeeds, Ui } from './ui.ts'

const ONE_GO_MS = 5 * 60_000

/** The messages, oldest first, in a region that reads new ones aloud. */
export function createLog(
  ui: Ui,
  hosts: ReturnType<typeof createHosts>,
  edit: (message: WidgetMessage) => void,
  visible: () => boolean,
) {
  const { chat, strings, clock } = ui
  const needs: MessageNeeds = { ...ui, edit }
  const nodes = new Map<string, { node: HTMLElement; drawn: string }>()
  const list = h('div')
  const typing = h('div', { class: 'typing', role: 'img' })
  const standing = h('p', { class: 'day' })
  const label = { 'aria-label': strings.messages, tabindex: 0 }
  const region = h(
    'div',
    { class: 'log', role: 'log', ...label },
    hosts.welcome,
    list,
    standing,
    typing,
  )
  const pill = h('button', { class: 'pill', hidden: true }, strings.newMessages)
  const scroll = createScroll(region, pill, chat.older)
  let newest = ''

  region.addEventListener('scroll', noteSeen)

  // On screen, the panel open and the page in front: only then has the visitor had it before the eyes.
  function noteSeen() {
    if (document.hidden || !visible()) return
    const { top, bottom } = region.getBoundingClientRect()
    const seen = chat.messages.replies().findLast(({ id }) => {
      const place = nodes.get(id)?.node.getBoundingClientRect()
      return place && place.top < bottom - 12 && place.bottom > top
    })
    if (seen) chat.saw(seen)
  }

  function render() {
    const rows = rowsOf(chat.messages, chat.outbox, nodes)
    const last = rows.at(-1)
    // History that is being filled in is not news, and is not read aloud.
    region.ariaLive = newest && !chat.messages.loadingOlder ? 'polite' : 'off'
    scroll.keeping(() => {
      hosts.render()
      place(rows)
      typing.hidden = !chat.typing
      typing.ariaLabel = strings.typing(chat.typing)
      stand(chat.status === 'closed' ? strings.closed : chat.place ? strings.queue(chat.place) : '')
    })
    if (last && last.key !== newest) {
      if (last.message.mine) scroll.toEnd()
      else if (newest) scroll.offerEnd()
      newest = last.key
    }
  }

  function stand(text: string) {
    if (standing.textContent !== text) standing.textContent = text
    standing.hidden = !text
  }

  function place(rows: readonly Row[]) {
    let next = list.firstChild
    for (const [index, row] of rows.entries()) {
      const node = draw(row, rows[index - 1], rows[index + 1])
      if (node === next) next = next.nextSibling
      else list.insertBefore(node, next)
    }
    while (next) {
      const gone = next
      next = gone.nextSibling
      gone.remove()
    }
  }

  function draw(row: Row, before: Row | undefined, after: Row | undefined) {
    const { key, message } = row
    const first = !inOneGo(before, row)
    const last = !inOneGo(row, after)
    const drawn = lookOf(row) + first + last
    const known = nodes.get(key)
    if (known?.drawn === drawn) return known.node
    const node = known?.node ?? h('div')
    const day = dayOf(before) !== dayOf(row) && h('div', { class: 'day' }, clock.day(message.at))
    node.className = `row${message.mine ? ' mine' : ''}${first ? ' first' : ''}${last ? ' last' : ''}`
    node.replaceChildren(...(day ? [day] : []), messageNode(row, first, last, needs))
    nodes.set(key, { node, drawn })
    return node
  }

  return { region, pill, render, opened: scroll.toEnd, noteSeen }
}

function inOneGo(a: Row | undefined, b: Row | undefined) {
  if (!a || !b || dayOf(a) !== dayOf(b)) return false
  const [one, two] = [a.message, b.message]
  return (
    one.mine === two.mine &&
    (one.mine || one.from.name === two.from.name) &&
    two.at - one.at < ONE_GO_MS
  )
}

function dayOf(row: Row | undefined) {
  return row && new Date(row.message.at).toDateString()
}

/** Equal where a row would look the same: a file's address is new with each delivery, and no reason to draw. */
function lookOf({ message, state, pending }: Row) {
  const files = message.files.map(({ id }) => id)
  return JSON.stringify([{ ...message, files, position: 0 }, state, pending?.refused])
}
