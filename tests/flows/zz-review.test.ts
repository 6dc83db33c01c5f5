import { setTimeout as wait } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { discordHouse } from '../support/discord-house.ts'

const rejections: unknown[] = []
process.on('unhandledRejection', (e) => rejections.push(e))

it.each([['support', 'false'], ['inbox', 'true'], ['Desk', 'false']])(
  'chaos in %s, webhooks %s',
  async (channel, webhooks) => {
    const lines: string[] = []
    const house = await discordHouse({
      logs: (line) => void lines.push(line),
      places: `[{chat: discord, channel: ${channel}, webhooks: ${webhooks}${channel === 'Desk' ? ', as: channel' : ''}}]`,
      fake: { seed: 7 },
    })
    const { discord } = house
    const N = 10
    const nina = await Promise.all(Array.from({ length: N }, async () => house.visitor()))
    const { weather } = discord
    const blow = () => {
      weather.brings({ times: 'always', share: 0.12, does: { kind: 'fail', status: 502 } })
      weather.brings({ times: 'always', share: 0.08, does: { kind: 'reset', stored: true } })
      weather.brings({ times: 'always', share: 0.05, does: { kind: 'reset' } })
      weather.brings({ times: 'always', share: 0.05, does: { kind: 'fail', stored: true } })
      weather.brings({ times: 'always', share: 0.1, does: { kind: 'ratelimit', seconds: 0.3 } })
      weather.brings({ times: 'always', share: 0.1, does: { kind: 'slow', ms: 300 } })
      weather.blowsOnEvents({ twice: 0.2, delay: [0, 300], shuffle: 3 })
    }
    blow()
    const sent: string[][] = nina.map(() => [])
    const replied: string[][] = nina.map(() => [])
    const threads = () =>
      channel === 'Desk'
        ? discord.channels().filter((one) => one.within === 'Desk' && /\d{4}$/.test(one.name))
        : discord.channel(channel).threads()
    const threadOf = (index: number) =>
      threads().find((one) => one.holds.some(({ text }) => text.includes(`v${index}-0 `)))
    const claimed = new Set<number>()
    for (let round = 0; round < 8; round += 1) {
      for (const [index, one] of nina.entries()) {
        const text = `v${index}-${round} hello`
        sent[index]?.push(text)
        await one.say(text)
        const thread = threadOf(index)
        if (!thread) continue
        try {
          if (!claimed.has(index)) {
            claimed.add(index)
            await discord.user('ana').says(thread, '!claim')
          } else {
            const reply = `a${index}-${round} yes`
            await discord.user('ana').says(thread, reply)
            replied[index]?.push(reply)
          }
        } catch (error) { console.log(String(error)) }
      }
      await wait(1_500)
      if (round % 3 === 0) discord.gateway.drops()
      if (round % 3 === 1) discord.gateway.invalidates()
    }
    weather.clears()
    console.log(weather.counts())
    const shownIn = (index: number) => threadOf(index)?.texts().join('\n') ?? ''
    await expect
      .poll(() => nina.every((_, i) => (sent[i] ?? []).every((t) => shownIn(i).includes(t))), { timeout: 60_000 })
      .toBe(true)
    await expect
      .poll(() => nina.every((one, i) => (replied[i] ?? []).every((t) => one.shows().includes(t))), { timeout: 60_000 })
      .toBe(true)
    await wait(2_000)
    const all = threads().flatMap((one) => one.texts()).join('\n')
    for (const [i] of nina.entries()) {
      for (const t of sent[i] ?? []) if (all.split(t).length !== 2) console.log('DOUBLE', t, all.split(t).length - 1)
      for (const t of replied[i] ?? []) {
        const times = nina[i]?.shows().filter((one) => one === t).length
        if (times !== 1) console.log('REPLY', t, times)
      }
    }
    console.log('replied', replied.map((r) => r.length).join())
    expect(threads()).toHaveLength(N)
    console.log(discord.complaints())
    const warn = new Map<string, number>()
    for (const line of lines) {
      const { level, msg, error } = JSON.parse(line)
      if (level >= 40) { const k = `${level} ${msg} ${error ?? ''}`.slice(0, 150); warn.set(k, (warn.get(k) ?? 0) + 1) }
    }
    console.log([...warn].map(([k, n]) => `${n} × ${k}`).join('\n'))
    expect(rejections).toEqual([])
  },
  200_000,
)
