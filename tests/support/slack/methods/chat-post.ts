import { z } from 'zod'
import { flag, text, ts } from '../arguments.ts'
import { checkContent, checkMetadata, contentArgs, metadataArg } from '../content.ts'
import { findPerson } from '../lookup.ts'
import { post, withIds } from '../messages.ts'
import { method } from '../method.ts'
import type { Call, Method } from '../method.ts'
import type { Author, Channel, Reading } from '../model.ts'
import { complain } from '../office.ts'
import { reachToPost } from '../reach.ts'
import { Refusal } from '../refusal.ts'
import { wireMessage } from '../wire-message.ts'

const identity = {
  username: text.optional(),
  icon_url: text.optional(),
  icon_emoji: text.optional(),
  mrkdwn: flag.optional(),
}

const postMessage = method({
  name: 'chat.postMessage',
  tier: 'channel',
  scopes: ['chat:write'],
  args: z.object({
    channel: text,
    ...contentArgs,
    ...metadataArg,
    ...identity,
    thread_ts: ts.optional(),
    reply_broadcast: flag.optional(),
    unfurl_links: flag.optional(),
    unfurl_media: flag.optional(),
  }),
  run(args, call) {
    const channel = reachToPost(call, args.channel)
    const content = checkContent(call.office, args)
    const metadata = args.metadata ? checkMetadata(args.metadata) : null
    const message = post(call.office, channel, {
      ...content,
      metadata,
      author: authorOf(call, args),
      threadTs: args.thread_ts === undefined ? null : threadOf(call, channel, args.thread_ts),
      broadcast: args.thread_ts !== undefined && args.reply_broadcast === true,
      reading: readingOf(args),
    })
    return { channel: channel.id, ts: message.ts, message: wireMessage(call.office, message) }
  },
})

const postEphemeral = method({
  name: 'chat.postEphemeral',
  tier: 4,
  scopes: ['chat:write'],
  args: z.object({
    channel: text,
    user: text,
    ...contentArgs,
    ...identity,
    thread_ts: ts.optional(),
  }),
  run(args, call) {
    const channel = reachToPost(call, args.channel)
    const person = findPerson(call.office, args.user)
    if (!person || !channel.members.has(person.id)) throw new Refusal('user_not_in_channel')
    const { text, blocks } = checkContent(call.office, args)
    if (Buffer.byteLength(text) > 4000) throw new Refusal('msg_too_long')
    const message = {
      ts: call.office.ts(),
      channel: channel.id,
      to: person.id,
      threadTs: args.thread_ts ?? null,
      text,
      blocks: withIds(call.office, blocks),
      reading: readingOf(args),
      // In a thread nobody has replied in yet, it is shown to nobody.
      gone: args.thread_ts !== undefined && !channel.messages.get(args.thread_ts)?.hadReplies,
    }
    channel.ephemerals.push(message)
    return { message_ts: message.ts }
  },
})

/** A thread is named by its parent. By a reply it works too, and should not be relied upon. */
function threadOf({ office }: Call, channel: Channel, threadTs: string): string {
  const named = channel.messages.get(threadTs)
  // Slack's documents do not say what an unknown thread_ts is answered with; this is the nearest of its errors.
  if (!named) throw new Refusal('cannot_reply_to_message')
  if (named.threadTs !== null) {
    complain(office, 'chat.postMessage: thread_ts is that of a reply, not of its parent')
  }
  const root = named.threadTs ?? named.ts
  if (channel.lockedThreads.has(root)) throw new Refusal('restricted_action_thread_locked')
  return root
}

function authorOf({ office, token }: Call, args: z.infer<z.ZodObject<typeof identity>>): Author {
  const { app } = office
  const own = { user: app.userId, botId: app.botId, appId: app.id }
  const wanted = args.username ?? args.icon_url ?? args.icon_emoji
  if (wanted === undefined) return own
  if (!token.scopes.includes('chat:write.customize')) {
    complain(office, 'chat.postMessage: without chat:write.customize Slack drops username and icon')
    return own
  }
  const icons = args.icon_emoji ? { emoji: args.icon_emoji } : { image_48: args.icon_url }
  return { ...own, username: args.username ?? app.name, icons }
}

function readingOf(args: {
  readonly mrkdwn?: boolean | undefined
  readonly link_names?: boolean | undefined
  readonly parse?: string | undefined
}): Reading {
  const names = args.link_names === true || args.parse === 'full'
  return { mrkdwn: args.mrkdwn !== false, names }
}

export const chatPost: readonly Method[] = [postMessage, postEphemeral]
