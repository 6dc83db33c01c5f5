import type { DeskFile, DeskInbox } from '../../adapters/desk/protocol.ts'
import { sizeWords } from './times.ts'

export interface Upload {
  /** The file as the server keeps it; rejects with a sentence. */
  readonly done: Promise<DeskFile>
  cancel(): void
}

/** Why a file cannot go into this inbox, or null. */
export function whyNotTaken(file: File, { files, name }: DeskInbox): string | null {
  if (file.size === 0) return `“${file.name}” is empty.`
  if (file.size > files.maxBytes) {
    return `“${file.name}” has ${sizeWords(file.size)}; ${name} takes up to ${sizeWords(files.maxBytes)}.`
  }
  if (files.types.length === 0 || files.types.some((type) => isOfType(file.type, type))) return null
  return `“${file.name}” cannot be attached: ${name} takes ${typeWords(files.types)}.`
}

/** Sends a file; `progress` hears the part that has gone, from 0 to 1. */
export function upload(file: File, inbox: string, progress: (part: number) => void): Upload {
  const request = new XMLHttpRequest()
  const done = new Promise<DeskFile>((resolve, reject) => {
    const fail = (why: string) => reject(new Error(why))
    request.upload.addEventListener('progress', ({ loaded, total }) => progress(loaded / total))
    request.addEventListener('error', () =>
      fail(`“${file.name}” was not sent: the connection broke.`),
    )
    request.addEventListener('abort', () => fail('Cancelled.'))
    request.addEventListener('load', () => {
      const answer = answerOf(request.responseText)
      if (request.status < 300 && answer.file) resolve(answer.file)
      else fail(answer.error ?? `“${file.name}” was not taken.`)
    })
  })
  request.open('POST', `${import.meta.env.BASE_URL}files?inbox=${encodeURIComponent(inbox)}`)
  request.setRequestHeader('content-type', file.type || 'application/octet-stream')
  request.setRequestHeader('x-file-name', encodeURIComponent(file.name))
  request.send(file)
  return { done, cancel: () => request.abort() }
}

function answerOf(text: string): { file?: DeskFile; error?: string } {
  try {
    // The server's own words, in the protocol's shape.
    return JSON.parse(text) as { file?: DeskFile; error?: string }
  } catch {
    return {}
  }
}

function isOfType(type: string, allowed: string): boolean {
  if (allowed.endsWith('/*')) return type.startsWith(allowed.slice(0, -1))
  return type === allowed
}

function typeWords(types: readonly string[]): string {
  return types.map((type) => type.replace('/*', 's').replace(/^.*\//, '').toUpperCase()).join(', ')
}
