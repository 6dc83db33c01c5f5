import { extname } from 'node:path'
import { cleanText } from '../conversation/message.ts'

const MOST = 120

// Marks that turn the direction of text: with them `gpj.exe` is shown as `exe.jpg`.
const DIRECTION_MARKS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu

/** The name in an `x-file-name` header (percent-encoded UTF-8), or '' when there is none that can be read. */
export function declaredName(header: string | string[] | undefined): string {
  try {
    return decodeURIComponent(String(header ?? ''))
  } catch {
    return ''
  }
}

/** The sender's name for a file, for display alone: one line, without folders, with the extension that its content has. */
export function fileName(declared: string, extension: string, alike: readonly string[]): string {
  const name = lastPart(declared)
  const own = extname(name).slice(1).toLowerCase()
  if (own === extension || alike.includes(own)) return shortened(name, `.${own}`)
  return shortened(`${name}.${extension}`, `.${extension}`)
}

function lastPart(declared: string): string {
  const line = cleanText(declared).replaceAll(DIRECTION_MARKS, '').replaceAll(/\s+/gu, ' ')
  const last = line.split(/[/\\]/).at(-1)?.trim() ?? ''
  return last.replace(/^\.+/, '') || 'file'
}

function shortened(name: string, ending: string): string {
  if (name.length <= MOST) return name
  const start = name.slice(0, MOST - ending.length - 1)
  return `${start}…${name.slice(name.length - ending.length)}`.toWellFormed()
}

/** A Content-Disposition with the name for every browser: plain ASCII, and the real one beside it. */
export function disposition(kind: 'inline' | 'attachment', name: string): string {
  const ascii = name.replaceAll(/[^\x20-\x7e]|["\\%]/g, '_')
  const encoded = encodeURIComponent(name.toWellFormed()).replaceAll(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `${kind}; filename="${ascii}"; filename*=UTF-8''${encoded}`
}
