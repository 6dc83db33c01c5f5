import { createReadStream } from 'node:fs'
import { fileTypeFromFile } from 'file-type'

/** What a file is by its content, whatever it was called. */
export interface FileKind {
  readonly type: string
  readonly extension: string
  /** Other endings that a name of this kind may keep. */
  readonly alike: readonly string[]
}

const TEXT: FileKind = {
  type: 'text/plain',
  extension: 'txt',
  // Nothing that a system runs or a browser draws: `page.html` and `run.bat` become `….txt`.
  alike: ['txt', 'text', 'md', 'csv', 'tsv', 'log', 'json', 'yaml', 'yml', 'srt', 'vtt'],
}

const ALIKE: Readonly<Record<string, readonly string[]>> = {
  jpg: ['jpeg', 'jpe', 'jfif'],
  tif: ['tiff'],
  mp4: ['m4v'],
  ogg: ['oga'],
  mpg: ['mpeg'],
}

/** The kind of the file at `path`, or null when its content is of none that is known. */
export async function kindOf(path: string): Promise<FileKind | null> {
  const found = await fileTypeFromFile(path)
  if (found) {
    const type = found.mime.split(';', 1)[0] ?? found.mime
    return { type, extension: found.ext, alike: ALIKE[found.ext] ?? [] }
  }
  return (await isText(path)) ? TEXT : null
}

/** UTF-8 throughout, without a NUL. */
async function isText(path: string): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for await (const chunk of createReadStream(path)) {
      const text = decoder.decode(chunk as Buffer, { stream: true })
      if (text.includes('\0')) return false
    }
    decoder.decode()
    return true
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  }
}

/** True when one of the patterns, `image/png` or `image/*`, covers the type. */
export function covers(patterns: readonly string[], type: string): boolean {
  return patterns.some((pattern) =>
    pattern.endsWith('/*') ? type.startsWith(pattern.slice(0, -1)) : type === pattern,
  )
}

const IN_WORDS: Readonly<Record<string, string>> = {
  'image/*': 'pictures',
  'audio/*': 'sound',
  'video/*': 'videos',
  'image/png': 'PNG',
  'image/jpeg': 'JPEG',
  'image/gif': 'GIF',
  'image/webp': 'WebP',
  'application/pdf': 'PDF',
  'application/zip': 'ZIP',
  'text/plain': 'plain text',
}

/** Type patterns as a person would say them. */
export function kindsInWords(patterns: readonly string[]): string {
  return patterns.map((pattern) => IN_WORDS[pattern] ?? pattern).join(', ')
}

// What every browser draws without running anything in it. SVG is not among them: it can carry scripts.
const RASTER = new Set([
  'image/png',
  'image/apng',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'image/avif',
  'image/bmp',
])

/** True for what may be shown in place; all else is only ever downloaded. */
export function mayShowInline(type: string): boolean {
  return RASTER.has(type)
}
