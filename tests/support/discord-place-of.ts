import type { DiscordHouse } from './discord-house.ts'

/** Where people see these words, which nobody else has said. */
export async function placeOf({ discord }: DiscordHouse, words: string, ...not: readonly string[]) {
  const all = () => {
    const below = ['inbox', 'support'].flatMap((name) => discord.channel(name).threads())
    const own = discord.calls('channel.create').length > 0 ? ownChannels(discord) : []
    return [...below, ...own]
  }
  const holding = () =>
    all().find((one) => !not.includes(one.id) && one.texts().some((text) => text.includes(words)))
  await discord.until(() => holding() !== undefined, `“${words}” somewhere`)
  const found = holding()
  if (!found) throw new Error('It is gone again.')
  return found
}

/** The visitors’ names are made up: what they are called ends in the conversation’s number. */
function ownChannels(discord: DiscordHouse['discord']) {
  const names = discord
    .calls('channel.create')
    .flatMap(({ body }) => /"name":"([^"]+-\d+)"/.exec(JSON.stringify(body))?.[1] ?? [])
  return names.flatMap((name) => {
    try {
      return [discord.channel(name)]
    } catch {
      return [] // It was deleted.
    }
  })
}
