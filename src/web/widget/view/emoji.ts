import type { Strings } from '../strings/en.ts'
import { h } from './dom.ts'
import { createPopup } from './popup.ts'

// Unicode has the faces in one row; the rest are picked, each a single code point.
const FACES = Array.from({ length: 48 }, (_, index) => String.fromCodePoint(0x1f600 + index))
const EMOJI = [...FACES, ...Array.from('👍👎👏🙏👋👀🎉🔥✨💛💚💙')]
const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 }

/** A button with a small sheet of emoji; arrow keys walk in it. */
export function createEmoji(strings: Strings, choose: (emoji: string) => void) {
  return createPopup('emoji', strings.emoji, 'emoji', (close) => {
    const buttons = EMOJI.map((emoji, index) => {
      const onclick = () => {
        close()
        choose(emoji)
      }
      const onkeydown = (event: KeyboardEvent) => {
        const step = STEPS[event.key]
        if (!step) return
        event.preventDefault()
        buttons[index + step]?.focus()
      }
      return h('button', { type: 'button', tabindex: index ? -1 : 0, onclick, onkeydown }, emoji)
    })
    return h('div', { class: 'sheet', role: 'group', 'aria-label': strings.emoji }, ...buttons)
  })
}
