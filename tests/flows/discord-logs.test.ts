import { describe, expect, it } from 'vitest'
import { post } from '../adapters/widget/visitor.ts'
import { discordHouse } from '../support/discord-house.ts'

const SECRET = 'zebra'

/** What a log or a figure may never say: words, names, addresses, tokens. */
function leaks(all: string, never: readonly string[]): readonly string[] {
  return all.split('\n').filter((line) => never.some((one) => line.includes(one)))
}

describe('the log and the figures', () => {
  it.each(['support', 'inbox'])(
    'hold no words, no names, no addresses and no tokens, whatever happens in #%s',
    async (channel) => {
      const lines: string[] = []
      const house = await discordHouse({
        logs: (line) => void lines.push(line),
        places: `[{chat: discord, channel: ${channel}, webhooks: true}]`,
      })
      const { discord } = house
      const { weather } = discord
      const who = { name: 'Oriana Quill', email: 'oriana@visitors.example' }
      await post(`${house.url}/widget/v1/demo/session`, who)
      const nina = await house.visitor()
      await nina.say(`My word is ${SECRET} visitor`)
      const thread = await house.thread(channel)
      await discord.until(() => thread.texts().join().includes(SECRET), 'the words')
      const [ben, ana, cleo] = ['ben', 'ana', 'cleo'].map((one) => discord.user(one))
      if (!ben || !ana || !cleo) throw new Error('There is nobody.')
      await ben.says(thread, `${SECRET} before joining`)
      await ben.says(thread, '!claim')
      await ben.says(thread, `${SECRET} reply`)
      await nina.until(() => nina.shows().includes(`${SECRET} reply`))
      await ben.says(thread, `// ${SECRET} note`)
      await cleo.runs('/whisper', thread, { to: 'Ben', text: `${SECRET} whispered` })
      await ben.runs('/whisper', thread, { to: 'Ana', text: `${SECRET} refused` })
      await ben.says(thread, `!snooze ${SECRET}`)
      await ana.runs('/note', thread, { text: `${SECRET} slash` })
      await ana.searches('/claim', 'lobby', 'conversation', SECRET)
      await ben.uploads(thread, { name: `${SECRET}.txt`, content: SECRET }, `${SECRET} file`)
      for (const does of [
        { kind: 'refuse', code: 50_035, message: `${SECRET} invalid` },
        { kind: 'refuse', code: 200_000, message: `${SECRET} blocked` },
        { kind: 'cloudflare' },
        { kind: 'reset', stored: true },
        { kind: 'fail', status: 502 },
        { kind: 'ratelimit' },
      ] as const) {
        weather.brings({ route: 'webhook.execute', does })
        weather.brings({ route: 'message.create', does })
        weather.brings({ route: 'message.edit', does })
        weather.brings({ route: 'interaction.answer', does })
      }
      weather.brings({ route: 'member', does: { kind: 'reset' } })
      await nina.say(`${SECRET} in bad weather`)
      await ana.says(thread, `${SECRET} kept`)
      await ana.runs('/reply', thread, { text: `${SECRET} unjoined` })
      await ben.runs('/note', thread, { text: `${SECRET} in bad weather` })
      discord.channel('Desk').permits('VIEW_CHANNEL', 'mallory')
      discord.gateway.invalidates()
      discord.gateway.drops()
      await ben.says(thread, `${SECRET} while away`)
      await nina.until(() => nina.shows().includes(`${SECRET} while away`))
      weather.clears()
      await ben.runs('/close', thread, { outcome: 'answered', note: `${SECRET} closing` })
      const figures = await (await fetch(`${house.url}/metrics`)).text()
      await house.stop()
      const people = ['Ben', 'Cleo', 'Mallory', 'Juno', 'Oriana', 'oriana@', '@example.com']
      const tokens = [discord.botToken, nina.token, '/webhooks/', '/interactions/']
      expect(lines.length).toBeGreaterThan(10)
      expect(leaks([...lines, figures].join('\n'), [SECRET, ...people, ...tokens])).toEqual([])
    },
    30_000,
  )
})
