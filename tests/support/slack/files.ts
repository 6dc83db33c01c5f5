import { extname } from 'node:path'
import { theChannel } from './lookup.ts'
import { tellChanged } from './message-events.ts'
import { post } from './messages.ts'
import type { Draft } from './messages.ts'
import type { Channel, StoredFile } from './model.ts'
import { complain } from './office.ts'
import type { Office } from './office.ts'
import { wireMessage } from './wire-message.ts'

const MIME: Readonly<Record<string, string>> = {
  '.csv': 'text/csv',
  '.gif': 'image/gif',
  '.html': 'text/html',
  '.jpg': 'image/jpeg',
  '.json': 'application/json',
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.txt': 'text/plain',
  '.webp': 'image/webp',
  '.zip': 'application/zip',
}

/** A place for a file whose bytes are to come. */
export function awaitFile(
  office: Office,
  name: string,
  size: number,
  by: string,
  given: { readonly mimetype?: string | undefined; readonly foreign?: boolean | undefined } = {},
): StoredFile {
  const file: StoredFile = {
    id: office.id('F'),
    name,
    title: name,
    mimetype: given.mimetype ?? MIME[extname(name).toLowerCase()] ?? 'application/octet-stream',
    by,
    created: office.clock.now(),
    bytes: Buffer.alloc(0),
    size,
    shares: [],
    state: 'awaited',
    foreign: given.foreign ?? false,
  }
  office.files.set(file.id, file)
  return file
}

/** The bytes arrive at the upload_url. */
export function fillFile(office: Office, file: StoredFile, bytes: Buffer): void {
  if (bytes.length !== file.size) {
    complain(
      office,
      `${file.name} was announced with ${file.size} bytes and came with ${bytes.length}`,
    )
  }
  file.bytes = bytes
  file.size = bytes.length
  file.state = 'uploaded'
}

/** Shares files in a channel once Slack has looked them over, as one message. */
export function shareLater(
  office: Office,
  channel: Channel,
  files: readonly StoredFile[],
  {
    username,
    ...words
  }: Pick<Draft, 'text' | 'blocks' | 'threadTs'> & {
    readonly username?: string | undefined
  },
): void {
  const { app } = office
  const author = { user: app.userId, botId: app.botId, appId: app.id, username }
  if (office.fileDelay === Infinity) return
  office.clock.after(office.fileDelay, () => {
    const stand = files.filter(({ state }) => state !== 'deleted')
    if (stand.length > 0) share(office, channel, stand, { ...words, author })
  })
}

/** Shares files in a channel, as one message. */
export function share(
  office: Office,
  channel: Channel,
  files: readonly StoredFile[],
  words: Draft,
) {
  const message = post(office, channel, {
    ...words,
    subtype: 'file_share',
    files: files.map(({ id }) => id),
  })
  for (const { shares } of files) {
    shares.push({ channel: channel.id, ts: message.ts, threadTs: message.threadTs })
  }
  return message
}

/** Deletes a file; the messages that had it show a tombstone from then on, without being edited. */
export function removeFile(office: Office, file: StoredFile): void {
  const holders = file.shares.flatMap(
    ({ channel, ts }) => theChannel(office, channel).messages.get(ts) ?? [],
  )
  const before = holders.map((one) => wireMessage(office, one))
  file.state = 'deleted'
  holders.forEach((one, at) => tellChanged(office, one, before[at] ?? {}))
  office.changed()
}
