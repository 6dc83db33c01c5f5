import { PermissionFlagsBits } from 'discord.js'
import { doubtful, ill, well } from '../chats/doctor.ts'
import type { Findings } from '../chats/doctor.ts'
import type { Channel, Server } from './doctor-server.ts'
import { rightsIn } from './rights.ts'
import { MOST_TAGS, REQUIRES_TAG, STATUSES } from './tags.ts'

/** Whether a forum's posts can say by a tag how their conversation stands. */
export async function* checkForum(server: Server, forum: Channel): Findings {
  const { name, available_tags: tags, flags } = forum
  const missing = STATUSES.filter((one) => !tags.some((tag) => tag.name.toLowerCase() === one))
  if (missing.length === 0)
    return yield well(
      `#${name} has the tags ${STATUSES.join(', ')}, which say how a conversation stands.`,
    )
  const lost = missing.join(', ')
  const isFull = tags.length + missing.length > MOST_TAGS
  const rights = rightsIn(server, server.me, forum.permission_overwrites)
  if (!isFull && (rights & PermissionFlagsBits.ManageChannels) !== 0n)
    return yield well(`#${name} has no tags ${lost} yet: Greenroom makes them.`)
  if (tags.length === 0 && (flags & REQUIRES_TAG) !== 0)
    return yield ill(
      `#${name} wants a tag on each post, and has none.`,
      `Make tags in the forum’s settings, ${lost} among them; or take that rule away.`,
    )
  yield doubtful(
    `#${name} has no tags ${lost}, by which its list would show how conversations stand.`,
    isFull
      ? 'A forum has at most 20 tags: take some away in its settings, and make these.'
      : `Make them in the forum’s settings; Greenroom makes them itself where its role has Manage Channels.`,
  )
}
