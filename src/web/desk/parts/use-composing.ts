import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { DeskFile, DeskThread } from '../../../adapters/desk/protocol.ts'
import { MAX_TEXT } from '../../../conversation/message.ts'
import type { Direction } from '../audience.ts'
import {
  directionOf,
  isCommandLine,
  isGated,
  saidText,
  whatChanged,
  whyNotReply,
} from '../audience.ts'
import type { DraftState } from '../drafts.ts'
import { useDesk, useDraft, usePage } from '../hooks.ts'
import { looksInternal } from '../looks-internal.ts'
import { focusComposer } from '../shortcuts.ts'
import type { Attaching } from './attaching.tsx'
import { afterSay } from './after-say.ts'
import { useChanged } from './use-changed.ts'
import { useTypingSignal } from './use-typing-signal.ts'

/** A draft, who would read it, and what can be done with it. */
export interface Composing {
  readonly draft: DraftState
  readonly direction: Direction
  readonly isEmpty: boolean
  readonly busy: boolean
  readonly problem: string | null
  /** What became different while one was writing. */
  readonly changed: string | null
  /** Why it may not be meant for the visitor. */
  readonly doubt: string | null
  write(text: string): void
  setFiles(files: readonly DeskFile[]): void
  switchTo(audience: 'reply' | 'note'): void
  send(): void
  decide(audience: 'reply' | 'note' | null): void
  join(command: string): Promise<void>
}

export function useComposing(thread: DeskThread, attaching: Attaching): Composing {
  const desk = useDesk()
  const world = usePage((page) => page.desk.world)
  if (!world) throw new Error('Nothing can be written before the world is known.')
  const { me, members, commands } = world
  const [draft, set] = useDraft(thread.id)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const [doubt, setDoubt] = useState<string | null>(null)
  const names = useMemo(
    () => new Set(commands.flatMap((one) => [one.name, ...one.aliases])),
    [commands],
  )
  const direction = directionOf(draft, thread, me, isCommandLine(draft.text, names))
  const [changed, clearChanged] = useChanged(thread, (before) =>
    whatChanged(before, thread, me, draft),
  )
  const typing = useTypingSignal(thread.id)

  // What Enter does is what was on screen when it was pressed, not what a frame changed since.
  const shown = useRef(direction)
  useLayoutEffect(() => {
    shown.current = direction
  })

  const write = (text: string) => {
    const isCommand = isCommandLine(text, names)
    const begins = !isCommand && whyNotReply(thread, me) !== null
    const begunAsNote = text.trim() !== '' && (draft.begunAsNote || begins)
    set({ text, begunAsNote })
    setProblem(null)
    setDoubt(null)
    typing(
      directionOf({ ...draft, text, begunAsNote }, thread, me, isCommand).to === 'visitor' &&
        text !== '',
    )
  }

  const say = (showed: 'reply' | 'note', gated = false) => {
    const { files } = draft
    const text = saidText(draft.text)
    set({ text: '', files: [], begunAsNote: false })
    setDoubt(null)
    clearChanged()
    typing(false)
    void desk
      .ask({
        type: 'say',
        thread: thread.id,
        text,
        files: files.map((file) => file.id),
        showed,
        gated,
      })
      .then((done) => setProblem(afterSay(desk, thread, done, { text, files, showed })))
  }

  const run = async () => {
    const text = draft.text
    setBusy(true)
    setProblem(null)
    const done = await desk.ask({
      type: 'line',
      thread: thread.id,
      text: text.trim().replace(/^!/, '/'),
    })
    setBusy(false)
    if (!done.ok) return setProblem(done.error)
    if (desk.drafts().get(thread.id).text === text)
      desk.drafts().set(thread.id, { text: done.insert ?? '' })
    desk.answer(done, thread.id, text.trim())
    if (done.insert !== undefined) focusComposer()
  }

  const send = () => {
    if (busy) return
    const { current } = shown
    if (current.to === 'nobody') return void run()
    const text = saidText(draft.text)
    if (text === '' && draft.files.length === 0) return
    const why = whyNotYet(text, attaching)
    if (why !== null) return setProblem(why)
    if (current.to === 'team') return say('note', isGated(draft, current))
    const reason = looksInternal(text, members, me.id)
    if (reason === null) say('reply')
    else setDoubt(reason)
  }

  return {
    draft,
    direction,
    busy,
    problem: problem === FILE_COMES && attaching.going.length === 0 ? null : problem,
    changed,
    doubt,
    isEmpty: draft.text.trim() === '' && draft.files.length === 0,
    write,
    send,
    setFiles: (files) => set({ files }),
    switchTo(audience) {
      const text =
        audience === 'reply' && draft.text.trimStart().startsWith('//')
          ? saidText(draft.text)
          : draft.text
      set({ text, asNote: audience === 'note', begunAsNote: false })
      clearChanged()
      focusComposer()
    },
    decide(audience) {
      if (audience !== null) say(audience)
      else setDoubt(null)
      focusComposer()
    },
    async join(command) {
      setBusy(true)
      const done = await desk.press(thread.id, command)
      setBusy(false)
      if (done.ok) set({ asNote: false, begunAsNote: false })
      focusComposer()
    },
  }
}

const FILE_COMES = 'A file is still on its way. Press Enter again when it has arrived.'

function whyNotYet(text: string, attaching: Attaching): string | null {
  if (attaching.going.length > 0) return FILE_COMES
  if (text.length <= MAX_TEXT) return null
  return `This has ${text.length.toLocaleString()} characters; a message takes up to ${MAX_TEXT.toLocaleString()}.`
}
