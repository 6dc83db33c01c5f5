import { createHmac, timingSafeEqual } from 'node:crypto'
import { defined } from '../slack/json.ts'
import type { JsonObject } from '../slack/json.ts'
import type { StoredFile } from './model.ts'
import type { Office } from './office.ts'

const DAY = 24 * 60 * 60_000

/** An attachment as messages carry it. Its address is signed anew each time, and good for a day. */
export function wireFile(office: Office, id: string): JsonObject {
  const file = office.files.get(id)
  if (!file) return { id, filename: 'gone', size: 0, url: '', proxy_url: '' }
  const url = signedUrl(office, file)
  const picture = file.type.startsWith('image/')
  return defined({
    id: file.id,
    filename: file.name,
    description: file.description ?? undefined,
    content_type: file.type,
    content_scan_version: 0,
    size: file.bytes.length,
    url,
    proxy_url: url,
    width: picture ? 1 : undefined,
    height: picture ? 1 : undefined,
  })
}

export function signedUrl(office: Office, file: StoredFile): string {
  const path = `/attachments/${file.channel}/${file.id}/${encodeURIComponent(file.name)}`
  const ex = seconds(office.clock.now() + DAY)
  const is = seconds(office.clock.now())
  return `${office.url}${path}?ex=${ex}&is=${is}&hm=${sign(path, ex)}&`
}

/** Whether an address is one that this Discord gave out, and still good. */
export function isGoodUrl(office: Office, url: URL): boolean {
  const ex = url.searchParams.get('ex') ?? ''
  const given = Buffer.from(url.searchParams.get('hm') ?? '')
  const wanted = Buffer.from(sign(url.pathname, ex))
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return false
  return parseInt(ex, 16) * 1000 >= office.clock.now()
}

function seconds(at: number): string {
  return Math.floor(at / 1000).toString(16)
}

function sign(path: string, ex: string): string {
  return createHmac('sha256', 'the fake Discord’s files').update(`${path}${ex}`).digest('hex')
}
