import { stringAt } from '../../slack/json.ts'
import {
  anything,
  checked,
  choice,
  flag,
  form,
  integer,
  invalid,
  list,
  snowflake,
  text,
} from '../forms/check.ts'
import type { Channel } from '../model.ts'
import type { Office } from '../office.ts'
import { may } from '../permissions.ts'
import { need } from '../reach.ts'
import { refuse } from '../refusal.ts'
import type { Call } from '../route.ts'
import { post } from '../messages.ts'
import { changeThread } from '../threads.ts'

export const DURATIONS = [60, 1440, 4320, 10_080]

const change = form({
  name: text(1, 100),
  archived: flag,
  locked: flag,
  invitable: flag,
  auto_archive_duration: choice(...DURATIONS),
  rate_limit_per_user: integer(0, 21_600),
  applied_tags: list(0, 5, snowflake),
  flags: anything,
})

/** PATCH of a thread: in an archived one nothing changes unless the same call unarchives it. */
export function changeThreadBy({ office, body }: Call, channel: Channel): void {
  const { thread } = channel
  if (!thread) return
  checked((problems) => change(body, [], problems))
  const me = office.app.userId
  const moderator = may(office, me, channel, 'MANAGE_THREADS')
  if (thread.archived && body['archived'] !== false) {
    if (Object.keys(body).every((key) => key === 'archived')) return
    throw refuse(50083)
  }
  if (!moderator) {
    if (thread.locked) throw refuse(160005)
    const onlyWakes =
      Object.keys(body).every((key) => key === 'archived') && body['archived'] === false
    if (onlyWakes) need(office, channel, 'SEND_MESSAGES_IN_THREADS')
    else if (thread.ownerId !== me || 'rate_limit_per_user' in body) throw refuse(50013)
  }
  const tags = Array.isArray(body['applied_tags']) ? body['applied_tags'].map(String) : undefined
  const name = stringAt(body, 'name')
  if (tags) checkTags(office, channel.parentId ?? '', tags, moderator)
  const renamed = name !== undefined && name !== channel.name
  changeThread(office, channel, {
    ...(typeof body['archived'] === 'boolean' ? { archived: body['archived'] } : {}),
    ...(typeof body['locked'] === 'boolean' ? { locked: body['locked'] } : {}),
    ...(name === undefined ? {} : { name }),
    ...(typeof body['auto_archive_duration'] === 'number'
      ? { autoArchive: body['auto_archive_duration'] }
      : {}),
    ...(typeof body['rate_limit_per_user'] === 'number'
      ? { slowmode: body['rate_limit_per_user'] }
      : {}),
    ...(tags ? { tags } : {}),
  })
  if (!renamed || thread.archived) return
  // Discord writes a line about it into the thread, which comes as a message.
  post(office, channel, { author: { kind: 'user', id: me }, type: 4, content: name })
}

/** The tags of a post: the forum's own, of which some are for moderators. */
export function checkTags(
  office: Office,
  forumId: string,
  tags: readonly string[],
  moderator: boolean,
): void {
  const forum = office.channels.get(forumId)
  for (const [at, id] of tags.entries()) {
    const tag = forum?.tags.find((one) => one.id === id)
    if (!tag) throw invalid(['applied_tags', at], 'FORUM_TAG_INVALID', 'Unknown tag')
    if (tag.moderated && !moderator) throw refuse(50013)
  }
  if (forum?.requiresTag && tags.length === 0) throw refuse(40067)
}
