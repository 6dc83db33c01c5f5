import type { Settings } from '../../config.ts'
import type { Store } from '../../ports.ts'
import { takingFiles } from '../chats/taking-files.ts'
import type { Files } from '../files.ts'
import { slackDownloads } from './downloading.ts'
import type { Gateway } from './gateway.ts'
import type { SlackFile } from './payloads.ts'

interface Deps {
  readonly settings: () => Settings
  readonly store: Pick<Store, 'load'>
  readonly files: Pick<Files, 'receive'>
  readonly gateway: Pick<Gateway, 'call'>
  readonly token: string
  readonly apiUrl: string | null
}

/** Keeps what was uploaded in Slack, so that a visitor gets it from us. Throws when it may be had later. */
export function takeFiles(deps: Deps) {
  return takingFiles<SlackFile>({
    ...deps,
    ...slackDownloads(deps),
    idOf: ({ id }) => id,
    nameOf: ({ name }) => name ?? null,
    notHad: 'Slack did not hand it out. Upload it again.',
  })
}
