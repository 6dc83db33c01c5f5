import { z } from 'zod'
import { doubtful, ill, well } from '../chats/doctor.ts'
import type { Finding, Findings } from '../chats/doctor.ts'
import { isChannelId } from './channels.ts'
import { mendAsking } from './doctor-asking.ts'
import type { Ask } from './doctor-asking.ts'

/** A channel that the app may post in. */
export interface OpenChannel {
  readonly id: string
  readonly name: string
}

const MOST_PAGES = 20

const page = z.looseObject({
  channels: z.array(z.looseObject({ id: z.string(), name: z.string().catch('') })),
  response_metadata: z.looseObject({ next_cursor: z.string().catch('') }).optional(),
})
const info = z.looseObject({
  channel: z.looseObject({
    id: z.string(),
    name: z.string().catch(''),
    is_member: z.boolean().catch(false),
    is_archived: z.boolean().catch(false),
    is_read_only: z.boolean().catch(false),
    is_thread_only: z.boolean().catch(false),
    is_non_threadable: z.boolean().catch(false),
    is_ext_shared: z.boolean().catch(false),
  }),
})
type Channel = z.infer<typeof info>['channel']

/** Whether each channel, by its name or id, is there and open to the app; gives back those that are. */
export async function* checkChannels(ask: Ask, named: readonly string[]): Findings<OpenChannel[]> {
  const listed = named.every(isChannelId) ? new Map<string, string>() : yield* list(ask, named)
  const open: OpenChannel[] = []
  for (const name of listed ? named : []) {
    const id = isChannelId(name) ? name : listed?.get(name)
    const answer = id === undefined ? null : await ask('conversations.info', { channel: id })
    if (answer === null || (!answer.ok && answer.error === 'channel_not_found')) yield unknown(name)
    else if (!answer.ok)
      yield ill(`#${name} could not be looked at. ${answer.sentence}`, mendAsking(answer))
    else {
      const { channel } = info.parse(answer.data)
      const finding = verdict(channel)
      yield finding
      if (finding.mark !== 'ill') open.push({ id: channel.id, name: channel.name })
    }
  }
  return open
}

/** The channels that the app can see, ids by names; null when Slack does not tell. */
async function* list(ask: Ask, named: readonly string[]): Findings<Map<string, string> | null> {
  const ids = new Map<string, string>()
  let cursor = ''
  for (let count = 0; count < MOST_PAGES; count += 1) {
    const types = 'public_channel,private_channel'
    const args = { types, exclude_archived: false, limit: 200, ...(cursor ? { cursor } : {}) }
    const answer = await ask('conversations.list', args)
    if (!answer.ok) {
      yield ill(`Slack does not list its channels. ${answer.sentence}`, mendAsking(answer))
      return null
    }
    const { channels, response_metadata: more } = page.parse(answer.data)
    for (const { id, name } of channels) ids.set(name, id)
    cursor = more?.next_cursor ?? ''
    if (cursor === '' || named.every((name) => isChannelId(name) || ids.has(name))) break
  }
  return ids
}

function unknown(name: string): Finding {
  return ill(
    `Slack has no channel “${name}” that the app can see.`,
    `Make #${name} in Slack, or, where it is private, write /invite @Greenroom in it. Its name stands under places in the settings.`,
  )
}

function verdict(channel: Channel): Finding {
  const name = `#${channel.name}`
  if (channel.is_archived)
    return ill(`${name} is archived.`, 'Unarchive it, or name another channel under places.')
  if (!channel.is_member)
    return ill(`The app is not in ${name}.`, `Write /invite @Greenroom in ${name}.`)
  if (channel.is_read_only)
    return ill(
      `The app may not post in ${name}: it is read-only.`,
      'Let it post: the channel’s settings, Posting permissions.',
    )
  if (channel.is_non_threadable || channel.is_thread_only)
    return ill(
      `${name} does not allow ${channel.is_thread_only ? 'new messages outside of threads' : 'threads'}.`,
      'Change that in the channel’s settings, Posting permissions, or name another channel under places.',
    )
  if (channel.is_ext_shared)
    return doubtful(
      `The app is in ${name}, which is shared with another organisation.`,
      'Its people read there what visitors write. If that is not meant, name another channel under places.',
    )
  return well(`The app is in ${name} and may post there.`)
}
