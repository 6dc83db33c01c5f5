import type { Settings } from '../../config.ts'
import type { Store } from '../../ports.ts'
import { takingFiles } from '../chats/taking-files.ts'
import type { Files } from '../files.ts'
import { discordDownloads } from './downloading.ts'
import type { FileOn } from './downloading.ts'
import type { Gateway } from './gateway.ts'

interface Deps {
  readonly settings: () => Settings
  readonly store: Pick<Store, 'load'>
  readonly files: Pick<Files, 'receive'>
  readonly gateway: Pick<Gateway, 'call'>
  readonly apiUrl: string | null
}

export type TakeFiles = ReturnType<typeof takeFiles>

/** Keeps what was uploaded in Discord, so that a visitor gets it from us. Throws when it may be had later. */
export function takeFiles(deps: Deps) {
  return takingFiles<FileOn>({
    ...deps,
    ...discordDownloads(deps),
    idOf: ({ file }) => file.id,
    nameOf: ({ file }) => file.filename,
    notHad: 'Discord did not hand it out. Upload it again.',
  })
}
