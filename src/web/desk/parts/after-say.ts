import type { DeskFile, DeskThread } from '../../../adapters/desk/protocol.ts'
import type { Desk } from '../desk.ts'
import type { Done } from '../sending.ts'

interface Said {
  readonly text: string
  readonly files: readonly DeskFile[]
  readonly showed: 'reply' | 'note'
}

/** What to show beside the composer after the server's answer. Refused words go back to where they were written. */
export function afterSay(desk: Desk, thread: DeskThread, done: Done, said: Said): string | null {
  if (!done.ok) {
    const now = desk.drafts().get(thread.id)
    if (now.text === '' && now.files.length === 0) {
      desk.drafts().set(thread.id, { text: said.text, files: said.files })
      desk.discard(done.id)
    }
    desk.toast(done.error, 'bad', thread.id)
    return done.error
  }
  if (said.showed === 'reply' && done.audience === 'note') {
    desk.toast('Kept as a note: you had not joined.', 'alert', thread.id)
  }
  return null
}
