import type { StoredFile } from './model.ts'
import type { Office } from './office.ts'
import { refuse } from './refusal.ts'

export interface NewFile {
  readonly name: string
  readonly type?: string | undefined
  readonly description?: string | null
  readonly bytes: Buffer
}

const TYPES: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  pdf: 'application/pdf',
  txt: 'text/plain; charset=utf-8',
  ogg: 'audio/ogg',
}

export function storeFile(office: Office, channel: string, given: NewFile): StoredFile {
  if (given.bytes.length > office.sizes.upload) throw refuse(40005)
  // Discord keeps letters, digits and a few signs of a name.
  const name = given.name.replaceAll(/[^\p{L}\p{N}._-]+/gu, '_')
  const ending = name.split('.').at(-1)?.toLowerCase() ?? ''
  const file: StoredFile = {
    id: office.id(),
    channel,
    name,
    type: given.type ?? TYPES[ending] ?? 'application/octet-stream',
    description: given.description ?? null,
    bytes: given.bytes,
  }
  office.files.set(file.id, file)
  return file
}
