import { arg, command } from './command.ts'

export const tag = command({
  name: 'tag',
  summary: 'Add a tag',
  for: 'creator',
  args: [arg('tag', 'tag', 'Tag')],
  run: ({ args }) => {
    const name = tagName(args['tag'])
    return name
      ? { do: { type: 'tag', tag: name } }
      : { wrong: 'Say which tag: letters, digits and dashes.' }
  },
})

export const untag = command({
  name: 'untag',
  summary: 'Take a tag off',
  for: 'creator',
  args: [arg('tag', 'tag', 'Tag')],
  run: ({ args }) => {
    const name = tagName(args['tag'])
    return name ? { do: { type: 'untag', tag: name } } : { wrong: 'Say which tag to take off.' }
  },
})

/** A tag as it is kept: lower case, words joined by dashes, 40 characters at most; null for none. */
function tagName(raw: string | undefined): string | null {
  const name = (raw ?? '')
    .trim()
    .replace(/^#/, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 40)
  return name === '' ? null : name
}
