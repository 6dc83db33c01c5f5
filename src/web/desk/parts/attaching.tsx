import { useRef, useState } from 'preact/hooks'
import type { DeskFile, DeskThread } from '../../../adapters/desk/protocol.ts'
import { useDesk, usePage } from '../hooks.ts'
import { Icon } from '../icons.tsx'
import { sizeWords } from '../times.ts'
import type { Upload } from '../upload.ts'
import { upload, whyNotTaken } from '../upload.ts'

export interface Going {
  readonly id: string
  readonly name: string
  /** The part that has gone, from 0 to 1. */
  readonly part: number
  cancel(): void
}

export interface Attaching {
  readonly going: readonly Going[]
  readonly problem: string | null
  add(files: readonly File[]): void
}

const MOST_FILES = 10

/** Files on their way into a thread's draft. */
export function useAttaching(thread: DeskThread): Attaching {
  const desk = useDesk()
  const inbox = usePage((page) => page.desk.world?.inboxes.find((one) => one.id === thread.inbox))
  const [going, setGoing] = useState<readonly Going[]>([])
  const [problem, setProblem] = useState<string | null>(null)
  const running = useRef(0)

  const start = async (file: File) => {
    const id = crypto.randomUUID()
    const change = (part: number) =>
      setGoing((all) => all.map((one) => (one.id === id ? { ...one, part } : one)))
    const sent: Upload = upload(file, thread.inbox, change)
    setGoing((all) => [...all, { id, name: file.name, part: 0, cancel: sent.cancel }])
    running.current += 1
    const result = await sent.done.catch((error: Error) => error.message)
    running.current -= 1
    setGoing((all) => all.filter((one) => one.id !== id))
    if (typeof result === 'string') return setProblem(result)
    const drafts = desk.drafts()
    drafts.set(thread.id, { files: [...drafts.get(thread.id).files, result] })
  }

  const add = (files: readonly File[]) => {
    setProblem(null)
    if (!inbox) return
    let room = MOST_FILES - desk.drafts().get(thread.id).files.length - running.current
    for (const file of files) {
      const why = room > 0 ? whyNotTaken(file, inbox) : `A message takes up to ${MOST_FILES} files.`
      if (why !== null) return setProblem(why)
      room -= 1
      void start(file)
    }
  }
  return { going, problem, add }
}

interface Props {
  readonly attaching: Attaching
  readonly files: readonly DeskFile[]
  remove(file: DeskFile): void
}

/** What goes along with the draft, and what is still on its way. */
export function Attached({ attaching, files, remove }: Props) {
  if (files.length === 0 && attaching.going.length === 0) return null
  return (
    <ul class="attached">
      {files.map((file) => (
        <li key={file.id} class="attached-file">
          <Icon name="file" size={14} /> <bdi class="file-name">{file.name}</bdi>
          <span class="quiet">{sizeWords(file.size)}</span>
          <button
            class="icon-button"
            aria-label={`Remove ${file.name}`}
            onClick={() => remove(file)}
          >
            <Icon name="cross" size={12} />
          </button>
        </li>
      ))}
      {attaching.going.map((one) => (
        <li key={one.id} class="attached-file">
          <progress value={one.part} aria-label={`Sending ${one.name}`} />
          <bdi class="file-name">{one.name}</bdi>
          <button class="icon-button" aria-label={`Cancel ${one.name}`} onClick={one.cancel}>
            <Icon name="cross" size={12} />
          </button>
        </li>
      ))}
    </ul>
  )
}
