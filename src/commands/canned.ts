import { arg, command } from './command.ts'

export const canned = command({
  name: 'canned',
  aliases: ['c'],
  summary: 'Put a canned reply into the composer, to be made your own',
  args: [
    arg('name', 'canned', 'Which', { required: false, placeholder: 'name, or empty for the list' }),
  ],
  run: async ({ args, canned: library }) => {
    const replies = await library()
    const wanted = (args['name'] ?? '').trim().toLowerCase()
    if (wanted === '') return { text: list(replies) }
    const match =
      replies.find((reply) => reply.name.toLowerCase() === wanted) ??
      only(replies.filter((reply) => reply.name.toLowerCase().startsWith(wanted)))
    if (match) return { insert: match.text }
    return { wrong: `There is no canned reply “${wanted}” here. \`/canned\` lists them.` }
  },
})

function only<T>(found: readonly T[]): T | undefined {
  return found.length === 1 ? found[0] : undefined
}

function list(replies: readonly { readonly name: string; readonly text: string }[]): string {
  if (replies.length === 0) return 'This inbox has no canned replies yet.'
  return replies.map((reply) => `${reply.name}: ${reply.text.replaceAll('\n', ' ')}`).join('\n')
}
