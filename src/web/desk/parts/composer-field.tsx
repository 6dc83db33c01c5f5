import { useLayoutEffect, useRef } from 'preact/hooks'
import type { DeskThread } from '../../../adapters/desk/protocol.ts'
import { useDesk, usePage } from '../hooks.ts'
import { isSendKey, undoNewest } from '../shortcuts.ts'
import type { Attaching } from './attaching.tsx'
import { COMPLETION } from './completion-list.tsx'
import { optionId } from './options.tsx'
import type { CompletionKeys } from './use-completion.ts'
import type { Composing } from './use-composing.ts'

interface Props {
  readonly thread: DeskThread
  readonly composing: Composing
  readonly completion: CompletionKeys
  readonly attaching: Attaching
}

const GROWS = CSS.supports('field-sizing', 'content')

/** The field itself: keys, pasted files, growing with what is written. */
export function ComposerField({ thread, composing, completion, attaching }: Props) {
  const desk = useDesk()
  const sendWith = usePage((page) => page.prefs.sendWith)
  const field = useRef<HTMLTextAreaElement>(null)
  const { direction, draft } = composing
  const hasList = (completion.open?.suggestions.length ?? 0) > 0
  useGrowing(field, draft.text)
  useLayoutEffect(() => {
    if (matchMedia('(hover: hover)').matches) field.current?.focus()
  }, [])

  const key = (event: KeyboardEvent) => {
    if (completion.take(event)) return event.preventDefault()
    if (event.key === 'Escape') return field.current?.blur()
    const isUndo = event.key === 'z' && (event.ctrlKey || event.metaKey) && !event.shiftKey
    if (isUndo && draft.text === '' && undoNewest(desk, thread.id)) return event.preventDefault()
    if (!isSendKey(event, sendWith)) return
    event.preventDefault()
    composing.send()
  }
  const paste = (event: ClipboardEvent) => {
    const files = [...(event.clipboardData?.files ?? [])]
    if (files.length === 0) return
    event.preventDefault()
    attaching.add(files)
  }
  return (
    <textarea
      ref={field}
      id="composer"
      class="composer-field"
      dir="auto"
      rows={2}
      aria-label={fieldLabel(composing, thread)}
      aria-describedby="audience"
      aria-autocomplete="list"
      aria-controls={hasList ? COMPLETION : undefined}
      aria-activedescendant={hasList ? optionId(COMPLETION, completion.chosen) : undefined}
      placeholder={
        direction.to === 'visitor'
          ? `Write to ${thread.visitor.name}…`
          : 'Write a note for the team, or / for a command…'
      }
      value={draft.text}
      onInput={(event) => composing.write(event.currentTarget.value)}
      onKeyDown={key}
      onPaste={paste}
    />
  )
}

function fieldLabel({ direction }: Composing, { visitor }: DeskThread): string {
  if (direction.to === 'nobody') return 'Command'
  return direction.to === 'team' ? 'Note for the team' : `Reply to ${visitor.name}`
}

// For browsers whose fields do not grow by themselves.
function useGrowing(field: { readonly current: HTMLTextAreaElement | null }, text: string): void {
  useLayoutEffect(() => {
    const { current } = field
    if (GROWS || !current) return
    current.style.height = 'auto'
    current.style.height = `${current.scrollHeight}px`
  }, [field, text])
}
