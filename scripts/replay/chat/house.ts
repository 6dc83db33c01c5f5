import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Chat } from '../chats.ts'
import type { Server } from '../server.ts'
import { SITE } from './site.ts'
import type { Workspace } from './workspace.ts'

/** A server whose team sits in a chat of its own, both started. */
export interface ChatHouse {
  readonly url: string
  /** The chat's name. */
  readonly chat: string
  /** Where the server's data and log are. */
  readonly folder: string
  readonly server: Server
  readonly workspace: Workspace
  readonly inboxOf: (chat: Chat, index: number) => string
  close(): Promise<void>
}

type Parts = Omit<ChatHouse, 'url' | 'close'> & { readonly keep: boolean }

export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'greenroom-replay-'))
}

/** Chats take few messages a second and channel: each domain's visitors are spread over so many inboxes. */
export function spreadOver(channelsEach: number): ChatHouse['inboxOf'] {
  return ({ domain }, index) => `${domain}-${index % channelsEach}`
}

/** What a server wants to know of the visitors' site. */
export const SITES_SECRET = { [SITE.variable]: SITE.secret }

/** Starts the server; the rest stands already. */
export async function openHouse({ keep, ...parts }: Parts): Promise<ChatHouse> {
  const { server, workspace, folder } = parts
  await server.start()
  return {
    ...parts,
    url: server.url,
    async close() {
      await server.stop()
      await workspace.close()
      if (!keep) rmSync(folder, { recursive: true })
    },
  }
}
