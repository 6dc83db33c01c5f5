import { createHash } from 'node:crypto'
import { defined, isObject, objectsAt } from '../slack/json.ts'
import type { JsonObject } from '../slack/json.ts'
import type { Message } from './model.ts'
import type { Office } from './office.ts'
import { wireChannel } from './wire-channel.ts'
import { wireFile } from './wire-file.ts'
import { wireMember, wireUserById } from './wire-people.ts'

export function wireMessage(office: Office, message: Message): JsonObject {
  const own = office.channels.get(message.id)
  return defined({
    ...bare(office, message),
    referenced_message: referenced(office, message),
    thread: own?.thread ? wireChannel(office, own) : undefined,
  })
}

/** A message as the gateway tells of it: with the server and the author’s membership. */
export function toldMessage(office: Office, message: Message): JsonObject {
  const dm = office.channels.get(message.channel)?.kind === 'dm'
  const member =
    message.author.kind === 'user' && !dm
      ? wireMember(office, message.author.id, { withUser: false })
      : undefined
  const mentions = message.mentions.users.map((id) =>
    defined({
      ...wireUserById(office, id),
      member: dm ? undefined : wireMember(office, id, { withUser: false }),
    }),
  )
  return defined({
    ...wireMessage(office, message),
    guild_id: dm ? undefined : office.guild.id,
    member,
    mentions,
    channel_type: dm ? 1 : undefined,
  })
}

/** The same without its words, as apps get it that may not read them. */
export function withoutContent(wire: JsonObject): JsonObject {
  const { poll: _, referenced_message: referred, ...rest } = wire
  const blank = { content: '', embeds: [], attachments: [], components: [] }
  const inner = isObject(referred) ? { referenced_message: { ...referred, ...blank } } : {}
  return { ...rest, ...blank, ...inner }
}

/** Whether an app without the intent for contents may read this one all the same. */
export function mayReadContent(office: Office, message: Message): boolean {
  if (message.author.kind === 'user' && message.author.id === office.app.userId) return true
  if (office.channels.get(message.channel)?.kind === 'dm') return true
  if (message.interaction !== null) return true
  const { author, mentions } = message
  const ownWebhook =
    author.kind === 'webhook' && office.webhooks.get(author.id)?.ownerId === office.app.userId
  return ownWebhook || mentions.users.includes(office.app.userId)
}

/** Over HTTP the developer portal’s switch decides what may be read. */
export function readMessage(office: Office, message: Message): JsonObject {
  const wire = wireMessage(office, message)
  if (office.app.privileged.has('MESSAGE_CONTENT')) return wire
  return mayReadContent(office, message) ? wire : withoutContent(wire)
}

function bare(office: Office, message: Message): JsonObject {
  const { author, extras } = message
  const webhook = author.kind === 'webhook' ? author : undefined
  const mine = author.kind === 'user' && office.people.get(author.id)?.bot
  return defined({
    id: message.id,
    channel_id: message.channel,
    type: message.type,
    content: message.content,
    author: webhook
      ? {
          id: webhook.id,
          username: webhook.name,
          // A picture given by its address is known by a hash from then on.
          avatar: webhook.avatar === null ? null : hashOf(webhook.avatar),
          discriminator: '0000',
          public_flags: 0,
          flags: 0,
          bot: true,
          global_name: null,
        }
      : wireUserById(office, author.id),
    webhook_id: webhook?.id,
    application_id: mine || message.interaction ? office.app.id : undefined,
    attachments: message.attachments.map((id) => wireFile(office, id)),
    embeds: message.embeds.map((embed) => withType(office, message, embed)),
    components: message.components,
    mentions: message.mentions.users.map((id) => wireUserById(office, id)),
    mention_roles: message.mentions.roles,
    mention_everyone: message.mentions.everyone,
    pinned: message.pinnedAt !== null,
    tts: false,
    flags: message.flags,
    timestamp: new Date(message.at).toISOString(),
    edited_timestamp: message.editedAt === null ? null : new Date(message.editedAt).toISOString(),
    nonce: message.nonce ?? undefined,
    sticker_items: message.stickers.length > 0 ? message.stickers : undefined,
    reactions: message.reactions.length > 0 ? reactionsOf(office, message) : undefined,
    message_reference: message.replyTo
      ? {
          type: 0,
          channel_id: message.replyTo.channel,
          message_id: message.replyTo.id,
          guild_id: office.guild.id,
        }
      : undefined,
    interaction_metadata: message.interaction ?? undefined,
    ...extras,
  })
}

function hashOf(address: string): string {
  return createHash('md5').update(address).digest('hex')
}

function referenced(office: Office, message: Message): JsonObject | null | undefined {
  if (!message.replyTo || message.type === 18) return undefined
  const found = office.channels.get(message.replyTo.channel)?.messages.get(message.replyTo.id)
  return found ? bare(office, found) : null
}

function withType(office: Office, message: Message, embed: JsonObject): JsonObject {
  const fields = objectsAt(embed, 'fields').map((one) => ({ inline: false, ...one }))
  const picture = (key: string) => {
    const found = embed[key]
    if (!isObject(found)) return {}
    return { [key]: { ...found, url: resolved(office, message, String(found['url'])) } }
  }
  return defined({
    type: 'rich',
    content_scan_version: 0,
    ...embed,
    ...(fields.length > 0 ? { fields } : {}),
    ...picture('image'),
    ...picture('thumbnail'),
  })
}

function resolved(office: Office, message: Message, url: string): string {
  if (!url.startsWith('attachment://')) return url
  const name = url.replace('attachment://', '')
  const id = message.attachments.find((one) => office.files.get(one)?.name === name)
  return id === undefined ? url : String(wireFile(office, id)['url'])
}

function reactionsOf(office: Office, message: Message): JsonObject[] {
  return message.reactions.map(({ emoji, users }) => ({
    emoji: { id: null, name: emoji },
    count: users.length,
    count_details: { normal: users.length, burst: 0 },
    burst_colors: [],
    me: users.includes(office.app.userId),
    me_burst: false,
  }))
}
