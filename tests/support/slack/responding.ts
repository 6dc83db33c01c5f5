import { z } from 'zod'
import { flag, json } from './arguments.ts'
import { checkContent } from './content.ts'
import type { JsonObject } from './json.ts'
import { theChannel } from './lookup.ts'
import { PLAIN_READING, post, remove, revise, withIds } from './messages.ts'
import { complain } from './office.ts'
import type { Office } from './office.ts'
import { Refusal } from './refusal.ts'
import type { ResponsePlace } from './tickets.ts'

const responseShape = z.strictObject({
  text: z.string().optional(),
  blocks: json.optional(),
  attachments: json.optional(),
  response_type: z.enum(['in_channel', 'ephemeral']).optional(),
  replace_original: flag.optional(),
  delete_original: flag.optional(),
  thread_ts: z.string().optional(),
  metadata: z.unknown().optional(),
  unfurl_links: flag.optional(),
  unfurl_media: flag.optional(),
  mrkdwn: flag.optional(),
})

/** What an app sends to a response_url, or answers a command with. Refuses as Slack does. */
export function respond(office: Office, place: ResponsePlace, body: JsonObject): void {
  const read = responseShape.safeParse(body)
  if (!read.success) {
    complain(office, `A response has ${read.error.issues.map((one) => one.message).join('; ')}`)
    throw new Refusal('invalid_payload')
  }
  const response = read.data
  if (response.delete_original) return deleteSource(office, place)
  const content = checkContent(office, response)
  if (response.replace_original && place.source) return replaceSource(office, place, content)
  const channel = theChannel(office, place.channel)
  if (response.response_type === 'in_channel') {
    const { app } = office
    const author = { user: app.userId, botId: app.botId, appId: app.id }
    post(office, channel, { ...content, author, threadTs: response.thread_ts ?? null })
    return
  }
  channel.ephemerals.push({
    ts: office.ts(),
    channel: channel.id,
    to: place.user,
    // Without a thread_ts the answer stands in the channel, also when it was asked for in a thread.
    threadTs: response.thread_ts ?? null,
    text: content.text,
    blocks: withIds(office, content.blocks),
    reading: PLAIN_READING,
    gone: false,
  })
  office.changed()
}

function deleteSource(office: Office, place: ResponsePlace) {
  const { ephemeral, message } = sourceOf(office, place)
  if (ephemeral) ephemeral.gone = true
  if (message) remove(office, message)
  office.changed()
}

function replaceSource(
  office: Office,
  place: ResponsePlace,
  { text, blocks }: { readonly text: string; readonly blocks: readonly JsonObject[] },
) {
  const { ephemeral, message } = sourceOf(office, place)
  if (ephemeral) Object.assign(ephemeral, { text, blocks: withIds(office, blocks) })
  if (message) revise(office, message, { text, blocks })
  office.changed()
}

function sourceOf(office: Office, { channel: id, source }: ResponsePlace) {
  const channel = theChannel(office, id)
  const ephemeral = source?.ephemeral
    ? channel.ephemerals.find((one) => one.ts === source.ts)
    : undefined
  const message = source && !source.ephemeral ? channel.messages.get(source.ts) : undefined
  return { ephemeral, message }
}
