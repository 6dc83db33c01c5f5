import { z } from 'zod'
import { count, json, page, text, ts } from '../arguments.ts'
import { checkMessageBlocks } from '../blocks/check.ts'
import { awaitFile, removeFile, shareLater } from '../files.ts'
import { method } from '../method.ts'
import type { Call, Method } from '../method.ts'
import type { StoredFile } from '../model.ts'
import { complain } from '../office.ts'
import { paged, reachToPost } from '../reach.ts'
import { Refusal } from '../refusal.ts'
import { wireFile } from '../wire-file.ts'

const getUploadUrl = method({
  name: 'files.getUploadURLExternal',
  tier: 4,
  scopes: ['files:write'],
  args: z.object({
    filename: text.min(1),
    length: count,
    alt_text: text.optional(),
    snippet_type: text.optional(),
  }),
  run(args, { office }) {
    if (args.length === 0) throw new Refusal('invalid_arguments')
    const file = awaitFile(office, args.filename, args.length, office.app.userId)
    return { file_id: file.id, upload_url: `${office.url}/upload/v1/${file.id}` }
  },
})

const complete = method({
  name: 'files.completeUploadExternal',
  tier: 4,
  scopes: ['files:write'],
  args: z.object({
    files: json.pipe(
      z
        .array(z.object({ id: text, title: text.optional(), highlight_type: text.optional() }))
        .min(1),
    ),
    channel_id: text.optional(),
    thread_ts: ts.optional(),
    initial_comment: text.optional(),
    blocks: json.optional(),
    username: text.optional(),
    icon_url: text.optional(),
    icon_emoji: text.optional(),
  }),
  run(args, call) {
    if (args.username !== undefined) call.needs('chat:write.customize')
    const files = args.files.map(({ id, title }) => completed(call, id, title))
    if (args.channel_id !== undefined) {
      const channel = reachToPost(call, args.channel_id)
      shareLater(call.office, channel, files, {
        text: args.initial_comment ?? '',
        blocks: args.blocks === undefined ? [] : checkMessageBlocks(args.blocks),
        threadTs: args.thread_ts ?? null,
        username: args.username,
      })
    }
    // The message is made later, so there is no ts to give back.
    return { files: files.map(({ id }) => wireFile(call.office, id)) }
  },
})

const info = method({
  name: 'files.info',
  tier: 4,
  scopes: ['files:read'],
  args: z.object({ file: text, ...page, count: count.optional(), page: count.optional() }),
  run: (args, call) => ({
    file: wireFile(call.office, fileOf(call, args.file).id, true),
    comments: [],
  }),
})

const list = method({
  name: 'files.list',
  tier: 3,
  scopes: ['files:read'],
  args: z.object({
    channel: text.optional(),
    user: text.optional(),
    ts_from: text.optional(),
    ts_to: text.optional(),
    types: text.optional(),
    count: count.optional(),
    page: count.optional(),
  }),
  run(args, { office }) {
    const shown = [...office.files.values()]
      .filter((one) => one.state === 'complete')
      .filter((one) => args.user === undefined || one.by === args.user)
      .filter((one) => !args.channel || one.shares.some((share) => share.channel === args.channel))
    const { items } = paged(shown, { limit: args.count })
    return { files: items.map(({ id }) => wireFile(office, id, true)) }
  },
})

const remove = method({
  name: 'files.delete',
  tier: 3,
  scopes: ['files:write'],
  args: z.object({ file: text }),
  run(args, call) {
    const file = fileOf(call, args.file)
    if (file.by !== call.office.app.userId) throw new Refusal('cant_delete_file')
    removeFile(call.office, file)
    return {}
  },
})

function completed({ office }: Call, id: string, title: string | undefined): StoredFile {
  const file = office.files.get(id)
  if (!file || file.state === 'deleted') throw new Refusal('file_not_found')
  if (file.state === 'awaited') {
    complain(office, `files.completeUploadExternal: nothing was sent to the upload_url of ${id}`)
    throw new Refusal('file_not_found')
  }
  if (file.state === 'complete')
    complain(office, `files.completeUploadExternal: ${id} was completed before`)
  file.state = 'complete'
  file.title = title ?? file.name
  return file
}

function fileOf({ office }: Call, id: string): StoredFile {
  const file = office.files.get(id)
  if (!file || file.state === 'awaited') throw new Refusal('file_not_found')
  if (file.state === 'deleted') throw new Refusal('file_deleted')
  return file
}

export const files: readonly Method[] = [getUploadUrl, complete, info, list, remove]
