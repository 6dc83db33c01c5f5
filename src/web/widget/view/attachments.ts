import type { PublicFile } from '../../../adapters/widget/protocol.ts'
import { Failure, isFinal } from '../client/http.ts'
import { h, iconButton, textButton } from './dom.ts'
import { sizeText } from './files.ts'
import type { Ui } from './ui.ts'

/** The files of the message that is being written: each goes up at once, and shows how far it is. */
export function createAttachments({ chat, strings, language, notice }: Ui, changed: () => void) {
  const element = h('div')
  const uploads = new Map<HTMLElement, PublicFile | null>()

  function add(files: Iterable<File>) {
    for (const file of files) {
      const complaint = complaintAbout(file)
      notice(complaint)
      if (complaint) return
      void upload(file)
    }
  }

  /** Why the server would not take this file, known before it travels; empty when it may. */
  function complaintAbout({ name, size, type }: File) {
    const { maxBytes = Infinity, types = [] } = chat.settings?.files ?? {}
    const accepted = types.some((each) => type.startsWith(each.replace(/\*.*/, '')))
    if (size > maxBytes) return strings.tooBig(name, sizeText(maxBytes, language))
    return accepted || !type || types.length === 0 ? '' : strings.wrongType(name)
  }

  async function upload(file: File) {
    const { name } = file
    const abort = new AbortController()
    const bar = h('progress', { max: 1, value: 0, 'aria-label': name })
    const remove = iconButton('close', `${strings.delete} ${name}`, () => {
      abort.abort()
      drop(chip)
    })
    const chip = h('div', { class: 'chip' }, h('bdi', {}, name), bar, remove)
    uploads.set(chip, null)
    element.append(chip)
    changed()
    try {
      const token = await chat.token()
      const done = await chat.http.upload(token, file, (part) => (bar.value = part), abort.signal)
      bar.remove()
      uploads.set(chip, done)
      changed()
    } catch (error) {
      if (abort.signal.aborted) return
      notice((error instanceof Failure && error.message) || strings.uploadFailed(name))
      if (isFinal(error)) return drop(chip)
      bar.replaceWith(
        textButton(strings.retry, () => {
          drop(chip)
          add([file])
        }),
      )
    }
  }

  function drop(chip: HTMLElement) {
    chip.remove()
    uploads.delete(chip)
    changed()
  }

  return {
    element,
    add,
    /** Null stands for a file that is not yet on the server. */
    files: () => [...uploads.values()],
    clear: () => uploads.forEach((_, chip) => drop(chip)),
  }
}
