import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { useDesk } from '../hooks.ts'
import { Icon } from '../icons.tsx'

interface Props {
  readonly title: string
  readonly wide?: boolean
  readonly children: ComponentChildren
}

/** A native dialog: it holds the focus, closes with Escape, and gives the focus back. */
export function Modal({ title, wide = false, children }: Props) {
  const desk = useDesk()
  const box = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => {
    const { current } = box
    const before = document.activeElement
    const pressBeside = (event: MouseEvent) => event.target === current && current?.close()
    current?.showModal()
    current?.addEventListener('mousedown', pressBeside)
    return () => {
      current?.removeEventListener('mousedown', pressBeside)
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])
  const close = () => desk.open(null)
  return (
    <dialog
      ref={box}
      class={`modal ${wide ? 'modal-wide' : ''}`}
      aria-labelledby="modal-title"
      onClose={close}
    >
      <div class="modal-inner">
        <header class="modal-head">
          <h2 id="modal-title" dir="auto">
            {title}
          </h2>
          <button class="icon-button" aria-label="Close" onClick={close}>
            <Icon name="cross" />
          </button>
        </header>
        {children}
      </div>
    </dialog>
  )
}
