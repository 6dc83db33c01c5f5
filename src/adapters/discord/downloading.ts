import { Readable } from 'node:stream'
import { Routes } from 'discord.js'
import { remembered } from '../chats/remembered.ts'
import type { Found } from '../chats/taking-files.ts'
import type { Gateway } from './gateway.ts'
import type { At } from './heard.ts'
import { message } from './payloads.ts'
import type { DiscordFile } from './payloads.ts'

/** A file, and the message that it is on, where it is on one. */
export interface FileOn {
  readonly file: Pick<DiscordFile, 'id' | 'filename' | 'url' | 'size' | 'content_type'>
  readonly on: At | null
}

interface Deps {
  readonly gateway: Pick<Gateway, 'call'>
  /** For tests alone: where another Discord is. */
  readonly apiUrl: string | null
}

const TIMEOUT = 60_000
const NOT_GIVEN = 'Discord does not hand it out.'
// What Discord answers for an address that has ended, as for one that never was.
const ENDED: ReadonlySet<number> = new Set([403, 404])
const HOSTS: readonly string[] = ['cdn.discordapp.com', 'media.discordapp.net']

/** Fetches what was uploaded in Discord. An address there is good for a day: afterwards the message has another. */
export function discordDownloads({ gateway, apiUrl }: Deps) {
  const origins = remembered<FileOn>(1_000)

  /** Where the file is; or in a sentence why it is nowhere. */
  async function find(given: FileOn): Promise<Found | string> {
    const { url: address, filename: name, content_type: type, size = null } = given.file
    if (!isDiscords(address, apiUrl)) return NOT_GIVEN
    origins.set(address, given)
    return { name, address, type: type ?? '', size }
  }

  async function open({ address }: Found): Promise<Readable> {
    const first = await ask(address)
    if (!ENDED.has(first.status)) return bytesOf(first)
    await first.body?.cancel()
    const fresh = await anew(origins.get(address))
    return fresh === null ? bytesOf(first) : bytesOf(await ask(fresh))
  }

  async function ask(address: string): Promise<Response> {
    return fetch(address, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT) })
  }

  async function bytesOf(response: Response): Promise<Readable> {
    if (response.ok && response.body) return Readable.from(response.body, { objectMode: false })
    if (!response.bodyUsed) await response.body?.cancel()
    throw new Error(`Discord did not hand out a file: ${response.status}`)
  }

  /** Its address as the message has it now; null where it is not on it any more. */
  async function anew(given: FileOn | undefined): Promise<string | null> {
    if (!given?.on) return null
    const { channel, id } = given.on
    const route = Routes.channelMessage(channel, id)
    const called = await gateway.call({ method: 'GET', route, channel })
    const { attachments = [] } = (called.ok && message.safeParse(called.data).data) || {}
    const address = attachments.find((one) => one.id === given.file.id)?.url
    return address !== undefined && isDiscords(address, apiUrl) ? address : null
  }

  return { find, open }
}

/** True for an address of the hosts that hold what people upload. */
function isDiscords(address: string, apiUrl: string | null): boolean {
  const url = URL.parse(address)
  if (!url) return false
  if (apiUrl !== null && url.origin === URL.parse(apiUrl)?.origin) return true
  return url.protocol === 'https:' && url.port === '' && HOSTS.includes(url.hostname)
}
