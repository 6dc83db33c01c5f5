import type { DeskFile } from '../../adapters/desk/protocol.ts'
import type { Draft } from './audience.ts'
import type { Keep } from './keep.ts'

/** What is being written in one thread. */
export interface DraftState extends Draft {
  readonly files: readonly DeskFile[]
}

export interface Drafts {
  get(thread: string): DraftState
  set(thread: string, change: Partial<DraftState>): void
  subscribe(thread: string, hear: () => void): () => void
  /** Writes down what was changed a moment ago; for when the page goes away. */
  flush(): void
}

const NOTHING: DraftState = { text: '', files: [], asNote: false, begunAsNote: false }
const SETTLES = 300

/** Drafts by thread, kept across reloads. */
export function createDrafts(keep: Keep): Drafts {
  const held = new Map<string, DraftState>()
  const listeners = new Map<string, Set<() => void>>()
  const unwritten = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | undefined

  const get = (thread: string) => {
    const draft = held.get(thread) ?? readDraft(keep.read(`draft.${thread}`))
    held.set(thread, draft)
    return draft
  }

  const flush = () => {
    clearTimeout(timer)
    for (const thread of unwritten) writeDraft(keep, thread, get(thread))
    unwritten.clear()
  }

  return {
    get,
    flush,
    set(thread, change) {
      held.set(thread, { ...get(thread), ...change })
      unwritten.add(thread)
      clearTimeout(timer)
      timer = setTimeout(flush, SETTLES)
      for (const hear of listeners.get(thread) ?? []) hear()
    },
    subscribe(thread, hear) {
      const set = listeners.get(thread) ?? new Set()
      listeners.set(thread, set.add(hear))
      return () => void set.delete(hear)
    },
  }
}

function writeDraft(keep: Keep, thread: string, draft: DraftState): void {
  if (draft.text === '' && draft.files.length === 0) keep.drop(`draft.${thread}`)
  else keep.write(`draft.${thread}`, draft)
}

function readDraft(kept: unknown): DraftState {
  if (typeof kept !== 'object' || !kept) return NOTHING
  const { text, files, asNote, begunAsNote }: Partial<Record<keyof DraftState, unknown>> = kept
  return {
    text: typeof text === 'string' ? text : '',
    // Only this page writes them, and the server checks each id again.
    files: Array.isArray(files) ? (files as DeskFile[]) : [],
    asNote: asNote === true,
    begunAsNote: begunAsNote === true,
  }
}
