import { h, textButton } from './dom.ts'
import { createPopup } from './popup.ts'

// Unicode has the faces in one row; the rest are picked, each a single code point.
const FACES = Array.from({ length: 48 }, (_, index) => String.fromCodePoint(0x1f600 + index))
export const ALL = [...FACES, ...Array.from('👍👏🙏🎉💛🔥👎👋👀✨💚💙')]
/** What one reacts with. */
export const HANDFUL = ALL.slice(48, 54)
const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 }

/** A button with a small sheet of emoji, of which some are chosen already; arrow keys walk in it. */
export function createEmoji(
  label: string,
  className: string,
  emoji: readonly string[],
  chosen: readonly string[],
  choose: (emoji: string) => void,
) {
  return createPopup('emoji', label, className, (close) => {
    const buttons: HTMLElement[] = emoji.map((one, index) => {
      const button = textButton(one, () => {
        close()
        choose(one)
      })
      if (index) button.tabIndex = -1
      if (chosen.includes(one)) button.ariaPressed = 'true'
      button.onkeydown = (event) => {
        const step = STEPS[event.key]
        if (!step) return
        event.preventDefault()
        buttons[index + step]?.focus()
      }
      return button
    })
    return h('div', { class: 'pop sheet', role: 'group', 'aria-label': label }, ...buttons)
  })
}
