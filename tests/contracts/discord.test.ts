import { openDiscordChat } from '../support/discord-chat.ts'
import { teamChatContract } from './team-chat.contract.ts'
import type { TeamChatHarness } from './team-chat.contract.ts'

const PEOPLE = { member: 'ben', inactive: 'cleo', stranger: 'olga' } as const

const MODES = [
  ['as posts of a forum', { channel: 'inbox' }],
  ['as threads of a text channel', { channel: 'support' }],
  ['as channels of their own', { channel: 'Desk' }],
  ['with visitors under their own names', { channel: 'support', webhooks: true }],
] as const

for (const [mode, setup] of MODES) {
  teamChatContract(`Discord, ${mode}`, async (): Promise<TeamChatHarness> => {
    const on = await openDiscordChat(setup)
    const { discord, inbox } = on
    const written = new Set<string>()
    const before = new Set(
      discord
        .channel(setup.channel)
        .threads()
        .map(({ id }) => id),
    )
    const channels = () => discord.calls('channel.create').length

    const postWith = (thread: string, text: string) => {
      const found = on.posts(thread).find((one) => one.text.includes(text))
      if (!found) throw new Error('There is no such post here.')
      return found
    }

    return {
      get chat() {
        return on.chat
      },
      inbox,
      place: on.place,
      other: { chat: 'discord', channel: setup.channel === 'inbox' ? 'support' : 'inbox' },
      shown: async (thread) =>
        on.posts(thread).map(({ text }) => text.replace(/^\p{RGI_Emoji} Nina\n/v, '')),
      async card(thread) {
        const { text } = on.card(thread)
        const assignee = /^(\w+) has it/m.exec(text)?.[1] ?? null
        const status = assignee === null ? /^(Waiting|Snoozed|Closed)/m.exec(text)?.[0] : 'claimed'
        return { status: status?.toLowerCase() ?? 'none', assignee }
      },
      async moved(thread) {
        const { text: says, buttons: offers } = on.card(thread)
        return { says, offers }
      },
      reactions: async (thread, text) =>
        postWith(thread, text).reactions.map((one) => one.replace(/ .*/, '')),
      async react(who, thread, text, emoji, isOn) {
        const post = postWith(thread, text)
        const heard = inbox.reactions.length
        const user = discord.user(PEOPLE[who])
        await (isOn ? user.reacts(post, emoji) : user.unreacts(post, emoji))
        await discord.settled()
        if (who === 'member') await discord.until(() => inbox.reactions.length > heard)
      },
      threads: async () =>
        setup.channel === 'Desk'
          ? channels()
          : discord
              .channel(setup.channel)
              .threads()
              .filter(({ id }) => !before.has(id)).length,
      noticed: {
        place: { chat: 'discord', channel: 'support' },
        texts: async () => discord.channel('support').texts(),
        restart: on.restart,
      },
      async write(who, thread, text, id) {
        const heard = inbox.messages.length
        // Discord delivered it twice at the first time.
        if (written.has(id)) return
        written.add(id)
        discord.weather.blowsOnEvents({ twice: 1 })
        await discord.user(PEOPLE[who]).says({ id: on.thread(thread).id }, text)
        await discord.settled()
        if (who === 'member') await discord.until(() => inbox.messages.length > heard)
      },
      stop: on.stop,
    }
  })
}
