import { isObject, objectsAt, stringAt } from '../../slack/json.ts'
import type { JsonObject } from '../../slack/json.ts'
import { anything, flag, form, integer, link, list, text } from './check.ts'
import type { Check, Problems } from './check.ts'

const MOST_IN_ALL = 6000

const picture = form({ url: link }, ['url'])

const embed = form({
  title: text(0, 256),
  description: text(0, 4096),
  url: link,
  timestamp: text(1, 64),
  color: integer(0, 0xffffff),
  footer: form({ text: text(1, 2048), icon_url: link }, ['text']),
  image: picture,
  thumbnail: picture,
  author: form({ name: text(1, 256), url: link, icon_url: link }, ['name']),
  fields: list(
    0,
    25,
    form({ name: text(1, 256), value: text(1, 1024), inline: flag }, ['name', 'value']),
  ),
  provider: anything,
})

export const embeds: Check = (value, path, problems) => {
  list(0, 10, embed)(value, path, problems)
  if (!Array.isArray(value)) return
  const all = value.filter(isObject)
  tooMuchInAll(all, path, problems)
  for (const [at, one] of all.entries()) {
    const bare = !['description', 'title', 'fields', 'image', 'thumbnail', 'author', 'footer'].some(
      (key) => one[key] !== undefined && one[key] !== null,
    )
    if (bare)
      problems.add([...path, at, 'description'], 'BASE_TYPE_REQUIRED', 'This field is required')
  }
}

/** The words of an embed that count. */
export function wordsOf(one: JsonObject): string[] {
  const fields = objectsAt(one, 'fields').flatMap((field) => [
    stringAt(field, 'name') ?? '',
    stringAt(field, 'value') ?? '',
  ])
  return [
    stringAt(one['author'], 'name') ?? '',
    stringAt(one, 'title') ?? '',
    stringAt(one, 'description') ?? '',
    ...fields,
    stringAt(one['footer'], 'text') ?? '',
  ]
}

function tooMuchInAll(
  all: readonly JsonObject[],
  path: readonly (string | number)[],
  problems: Problems,
) {
  const length = Array.from(all.flatMap(wordsOf).join('')).length
  if (length <= MOST_IN_ALL) return
  problems.add(path, 'MAX_EMBED_SIZE_EXCEEDED', `Embed size exceeds maximum size of ${MOST_IN_ALL}`)
}
