import { isObject } from '../../slack/json.ts'
import type { JsonObject } from '../../slack/json.ts'
import { anything, checked, choice, flag, form, integer, list, snowflake, text } from './check.ts'
import type { Check, Problems } from './check.ts'
import { layout, rows } from './components.ts'
import { embeds } from './embed.ts'

const FLAG_LAYOUT = 1 << 15

const nonce: Check = (value, path, problems) => {
  if (typeof value === 'number') return
  text(1, 25)(value, path, problems)
}

const pings: Check = (value, path, problems) => {
  form({
    parse: list(0, 3, choice('roles', 'users', 'everyone')),
    users: list(0, 100, snowflake),
    roles: list(0, 100, snowflake),
    replied_user: flag,
  })(value, path, problems)
  if (!isObject(value) || !Array.isArray(value['parse'])) return
  for (const key of ['users', 'roles']) {
    const ids = value[key]
    if (!value['parse'].includes(key) || !Array.isArray(ids) || ids.length === 0) continue
    const said = `parse:["${key}"] and ${key}: [ids...] are mutually exclusive.`
    problems.add(path, 'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE', said)
  }
}

const COMMON = {
  content: text(0, 2000),
  embeds,
  components: anything,
  flags: integer(0, 2 ** 31 - 1),
  allowed_mentions: pings,
  attachments: list(
    0,
    10,
    form({ id: anything, filename: text(1, 1024), description: text(0, 1024) }, ['id']),
  ),
  tts: flag,
}

const posted = {
  ...COMMON,
  nonce,
  enforce_nonce: flag,
  message_reference: form(
    { message_id: snowflake, channel_id: snowflake, guild_id: snowflake, fail_if_not_exists: flag },
    ['message_id'],
  ),
  sticker_ids: list(0, 3, snowflake),
  poll: anything,
}

const byWebhook = {
  ...COMMON,
  username: text(1, 80),
  avatar_url: text(0, 2048),
  thread_name: text(1, 100),
  applied_tags: list(0, 5, snowflake),
}

/** What each way of writing a message takes. */
export const MESSAGE_FIELDS = { posted, edited: COMMON, byWebhook } as const

/** The fields of a message that are wrong; `at` is where it lies in the body. */
export function lookAtMessage(
  problems: Problems,
  kind: keyof typeof MESSAGE_FIELDS,
  body: JsonObject,
  at: readonly string[] = [],
): void {
  form(MESSAGE_FIELDS[kind])(body, at, problems)
  const { components } = body
  if (components !== undefined && components !== null) {
    const check = isLayout(body) ? layout : rows
    check(components, [...at, 'components'], problems)
  }
  if (isLayout(body) && (body['content'] || hasSome(body['embeds']))) {
    const said =
      "The 'content' and 'embeds' fields cannot be used when using MessageFlags.IS_COMPONENTS_V2"
    problems.add([...at, 'content'], 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2', said)
  }
  if (body['enforce_nonce'] === true && (body['nonce'] === undefined || body['nonce'] === '')) {
    problems.add([...at, 'nonce'], 'BASE_TYPE_REQUIRED', 'This field is required')
  }
  const name = body['username']
  if (kind === 'byWebhook' && typeof name === 'string') {
    const bad = ['clyde', 'discord'].find((word) => name.toLowerCase().includes(word))
    if (bad !== undefined) {
      problems.add(
        [...at, 'username'],
        'USERNAME_INVALID_CONTAINS',
        `Username cannot contain "${bad}"`,
      )
    }
  }
}

export function checkMessage(kind: keyof typeof MESSAGE_FIELDS, body: JsonObject): void {
  checked((problems) => lookAtMessage(problems, kind, body))
}

function isLayout(body: JsonObject): boolean {
  return typeof body['flags'] === 'number' && (body['flags'] & FLAG_LAYOUT) !== 0
}

export function hasSome(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0
}
