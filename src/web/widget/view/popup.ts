import { h, iconButton, type IconName } from './dom.ts'

/** A button that opens something small beside it; Escape, a choice or going elsewhere closes it. */
export function createPopup(
  name: IconName,
  label: string,
  className: string,
  fill: (close: () => void) => HTMLElement,
): HTMLElement {
  let sheet: HTMLElement | null = null
  const toggle = iconButton(name, label, () => (sheet ? close() : show()))
  const box = h(
    'div',
    {
      class: className,
      // Safari takes the focus away from a pressed button, which would close the sheet before the press counts.
      onmousedown: (event: Event) => event.preventDefault(),
      onkeydown(event: KeyboardEvent) {
        if (event.key !== 'Escape' || !sheet) return
        event.stopPropagation()
        close()
        toggle.focus()
      },
      onfocusout({ relatedTarget }: FocusEvent) {
        if (!box.contains(relatedTarget as Node | null)) close()
      },
    },
    toggle,
  )
  close()

  function show() {
    sheet = fill(close)
    toggle.ariaExpanded = 'true'
    box.append(sheet)
    sheet.querySelector('button')?.focus()
  }
  function close() {
    const closing = sheet
    // First: taking away what has the focus is a going elsewhere, too.
    sheet = null
    closing?.remove()
    toggle.ariaExpanded = 'false'
  }
  return box
}
