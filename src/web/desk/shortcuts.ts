import { useEffect } from 'preact/hooks'
import type { Desk } from './desk.ts'
import { undoable } from './delivery.ts'
import { useDesk } from './hooks.ts'
import { me } from './page.ts'
import type { Prefs } from './prefs.ts'
import { VIEWS } from './views.ts'

/** The key that most shortcuts are held with, as this computer's keyboard names it. */
export const MOD = /Mac|iP/.test(navigator.platform) ? '⌘' : 'Ctrl'

/** What the help lists; the same keys as below. */
export const SHORTCUTS: readonly (readonly [keys: string, what: string])[] = [
  [`${MOD} K  or  #`, 'Find a conversation or a command'],
  ['j / k  or  Alt ↓ / ↑', 'Next, previous conversation'],
  ['1 – 5', 'Waiting, Mine, All open, Snoozed, Closed'],
  ['r', 'Write'],
  ['Esc', 'Leave the composer, close what is open'],
  ['/', 'In the composer: a command'],
  ['//', 'In the composer: a note'],
  [`${MOD} Z`, 'In an empty composer: undo the reply that is still held'],
  ['Shift Enter', 'New line'],
  ['?', 'This list'],
]

/** True when this key sends. Never while an input method is composing a word. */
export function isSendKey(event: KeyboardEvent, sendWith: Prefs['sendWith']): boolean {
  // Safari ends composing before the Enter that ended it; 229 tells.
  if (event.key !== 'Enter' || event.isComposing || event.keyCode === 229 || event.shiftKey)
    return false
  const withModifier = event.ctrlKey || event.metaKey
  return sendWith === 'enter' ? !event.altKey : withModifier
}

/** Undoes the newest own reply of a thread that is still held; false when there is none. */
export function undoNewest(desk: Desk, thread: string): boolean {
  const page = desk.store.get()
  const posts = page.desk.open.get(thread)?.posts ?? []
  const held = undoable(posts, me(page)?.id ?? '', desk.now())
  if (!held) return false
  void desk.press(thread, 'undo', { message: held.id })
  return true
}

/** Listens to the whole page's keys. */
export function useShortcuts(): void {
  const desk = useDesk()
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || document.querySelector('dialog[open]'))
        return
      const press = actionFor(event, desk)
      if (!press) return
      event.preventDefault()
      press()
    }
    document.addEventListener('keydown', hear)
    return () => document.removeEventListener('keydown', hear)
  }, [desk])
}

function actionFor(event: KeyboardEvent, desk: Desk): (() => void) | undefined {
  const modified = event.ctrlKey || event.metaKey
  if (modified && event.key.toLowerCase() === 'k') return () => desk.open({ kind: 'switcher' })
  if (event.altKey && event.key === 'ArrowDown') return () => desk.move(1)
  if (event.altKey && event.key === 'ArrowUp') return () => desk.move(-1)
  if (event.key === 'Escape' && desk.store.get().drawer) return () => desk.drawer(null)
  if (modified || event.altKey || isWriting(event.target)) return undefined
  return desk.store.get().prefs.singleKeys ? singleKey(event.key, desk) : undefined
}

function singleKey(key: string, desk: Desk): (() => void) | undefined {
  const view = VIEWS[Number(key) - 1]
  if (view) return () => desk.showView(view)
  switch (key) {
    case '#':
      return () => desk.open({ kind: 'switcher' })
    case '?':
      return () => desk.open({ kind: 'keys' })
    case 'j':
      return () => desk.move(1)
    case 'k':
      return () => desk.move(-1)
    case 'r':
      return focusComposer
    default:
      return undefined
  }
}

/** Puts the cursor where one writes, at the end. */
export function focusComposer(): void {
  const field = document.querySelector<HTMLTextAreaElement>('#composer')
  field?.focus()
  field?.setSelectionRange(field.value.length, field.value.length)
}

function isWriting(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest('input, textarea, select, [contenteditable]') !== null
  )
}
