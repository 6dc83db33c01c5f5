import { ChannelType, Routes } from 'discord.js'
import { z } from 'zod'
import type { Answer, Ask } from './doctor-asking.ts'
import type { OpenPlace } from './doctor-places.ts'
import type { Server } from './doctor-server.ts'

/** Where the doctor's message stands. */
export interface Spot {
  readonly channel: string
  readonly message: string
  /** As people find it. */
  readonly name: string
  /** Leaves the place as it was found, but for a message in a text channel. */
  readonly tidy: () => Promise<unknown>
}

type Posted =
  | { readonly ok: true; readonly spot: Spot }
  | { readonly ok: false; readonly answer: Extract<Answer, { ok: false }> }

const NAME = 'greenroom-doctor'
const made = z.looseObject({ id: z.string() })

/** Posts it in a place in the way of the conversations there: in a channel, as a post, or in a channel of its own. */
export async function postIn(
  ask: Ask,
  server: Server,
  { channel, mode }: OpenPlace,
  body: object,
): Promise<Posted> {
  switch (mode) {
    case 'thread':
      return inChannel(ask, channel.id, body, `#${channel.name}`)
    case 'post':
      return asPost(ask, channel, body)
    case 'channel':
      return inOwnChannel(ask, server, channel, body)
  }
}

async function inChannel(ask: Ask, channel: string, body: object, name: string): Promise<Posted> {
  const answer = await ask('POST', Routes.channelMessages(channel), body)
  if (!answer.ok) return { ok: false, answer }
  const { id: message } = made.parse(answer.data)
  return { ok: true, spot: { channel, message, name, tidy: async () => undefined } }
}

async function asPost(ask: Ask, forum: OpenPlace['channel'], message: object): Promise<Posted> {
  const [tag] = forum.available_tags
  const body = { name: NAME, message, applied_tags: tag ? [tag.id] : [] }
  const answer = await ask('POST', Routes.threads(forum.id), body)
  if (!answer.ok) return { ok: false, answer }
  const { id } = made.parse(answer.data)
  const name = `the post “${NAME}” in #${forum.name}`
  const tidy = () => ask('DELETE', Routes.channel(id))
  return { ok: true, spot: { channel: id, message: id, name, tidy } }
}

async function inOwnChannel(
  ask: Ask,
  { id: guild }: Server,
  { id: parent_id, name: category }: OpenPlace['channel'],
  body: object,
): Promise<Posted> {
  const own = { name: NAME, type: ChannelType.GuildText, parent_id }
  const answer = await ask('POST', Routes.guildChannels(guild), own)
  if (!answer.ok) return { ok: false, answer }
  const { id } = made.parse(answer.data)
  const tidy = () => ask('DELETE', Routes.channel(id))
  const posted = await inChannel(ask, id, body, `#${NAME} in “${category}”`)
  if (!posted.ok) await tidy()
  return posted.ok ? { ok: true, spot: { ...posted.spot, tidy } } : posted
}
