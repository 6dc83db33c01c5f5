import type { Settings } from '../../../adapters/widget/protocol.ts'
import { inkOn } from '../ink.ts'

/** Light or dark as the visitor's system is, unless the page's tag says `data-theme`. */
export function followTheme({ dataset }: HTMLElement, widget: HTMLElement, signal: AbortSignal) {
  const dark = matchMedia('(prefers-color-scheme: dark)')
  const apply = () => {
    const { theme } = dataset
    widget.classList.toggle('dark', theme ? theme === 'dark' : dark.matches)
  }
  apply()
  dark.addEventListener('change', apply, { signal })
}

/** The inbox's colour and side, except where the page's tag has its own. */
export function applySettings({ dataset, style }: HTMLElement, { color, position }: Settings) {
  dataset.position ??= position
  if (dataset.color) return
  style.setProperty('--gr-accent', color)
  style.setProperty('--gr-ink', inkOn(color))
}

/** On phones the panel fills what the keyboard leaves; iOS tells only its visual viewport of the keyboard. */
export function followKeyboard({ style }: HTMLElement, signal: AbortSignal) {
  const viewport = window.visualViewport
  const apply = () => {
    style.setProperty('--height', `${viewport?.height}px`)
    style.setProperty('--top', `${viewport?.offsetTop}px`)
  }
  viewport?.addEventListener('resize', apply, { signal })
  viewport?.addEventListener('scroll', apply, { signal })
}
