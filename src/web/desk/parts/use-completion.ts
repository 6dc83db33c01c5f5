import { useState } from 'preact/hooks'
import type { DeskCommand, DeskThread } from '../../../adapters/desk/protocol.ts'
import type { Completion } from '../completion.ts'
import { commandNamed, complete } from '../completion.ts'
import { usePage } from '../hooks.ts'
import { useChoice } from './use-choice.ts'
import type { Choice } from './use-choice.ts'
import type { Composing } from './use-composing.ts'

export interface CompletionKeys {
  readonly open: Completion | null
  readonly chosen: number
  /** Takes a key that is meant for the list; false when it is not. */
  take(event: KeyboardEvent): boolean
}

interface Offer extends Choice {
  readonly open: Completion
  readonly text: string
  readonly commands: readonly DeskCommand[]
}

/** What `/` offers in this thread, and the keys that choose from it. */
export function useCompletion(thread: DeskThread, composing: Composing): CompletionKeys {
  const world = usePage((page) => page.desk.world)
  const { text } = composing.draft
  // Arrows say that the list is meant; until then Enter sends what is whole.
  const choice = useChoice(text)
  const [closedAt, setClosedAt] = useState<string | null>(null)

  const inbox = world?.inboxes.find((one) => one.id === thread.inbox) ?? null
  const found =
    world && closedAt !== text && text.startsWith('/')
      ? complete(text, {
          commands: world.commands,
          members: world.members.filter(({ id }) => id !== world.me.id),
          inbox,
          teams: world.teams,
        })
      : null
  const open = found && (found.suggestions.length > 0 || found.command) ? found : null

  return {
    open,
    chosen: choice.now().chosen,
    take(event) {
      const count = open?.suggestions.length ?? 0
      if (!open || event.isComposing || event.altKey) return false
      if (event.key === 'Escape') {
        setClosedAt(text)
        return true
      }
      if (count === 0) return false
      const now = choice.now()
      if (event.key === 'ArrowDown') choice.move(1, count)
      else if (event.key === 'ArrowUp') choice.move(-1, count)
      else if (takesChoice(event, { open, text, ...now, commands: world?.commands ?? [] }))
        composing.write(open.suggestions[now.chosen]?.line ?? text)
      else return false
      return true
    },
  }
}

function takesChoice(
  event: KeyboardEvent,
  { open, text, chosen, picked, commands }: Offer,
): boolean {
  const suggestion = open.suggestions[chosen]
  if (!suggestion || suggestion.disabled || event.shiftKey) return false
  if (event.key === 'Tab') return suggestion.line !== text
  if (event.key !== 'Enter' || suggestion.line === text) return false
  if (picked) return suggestion.line.trim() !== text.trim()
  if (open.arg !== null) return !text.endsWith(' ') && suggestion.line.trim() !== text.trim()
  const named = commandNamed(text.slice(1).toLowerCase(), commands)
  return named ? suggestion.wantsMore : true
}
