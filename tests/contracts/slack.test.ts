import { openSlackChat, PARTNERS } from '../support/slack-chat.ts'
import { teamChatContract } from './team-chat.contract.ts'
import type { TeamChatHarness } from './team-chat.contract.ts'

const PEOPLE = { member: 'ben', inactive: 'cleo', stranger: 'mallory' } as const

teamChatContract('Slack', async (): Promise<TeamChatHarness> => {
  const on = await openSlackChat()
  const { slack, inbox } = on
  const written = new Set<string>()
  slack.weather.blowsOnEvents({ twice: 1 })

  return {
    get chat() {
      return on.chat
    },
    inbox,
    place: PARTNERS,
    other: { chat: 'slack', channel: 'support' },
    shown: async (thread) => on.thread(thread).texts(),
    async card(thread) {
      const { text } = on.thread(thread).root
      const assignee = /^(\w+) has it/m.exec(text)?.[1] ?? null
      const status = assignee === null ? /^(Waiting|Snoozed|Closed)/m.exec(text)?.[0] : 'claimed'
      return { status: status?.toLowerCase() ?? 'none', assignee }
    },
    async moved(thread) {
      const { text: says, buttons: offers } = on.thread(thread).root
      return { says, offers }
    },
    async reactions(thread, text) {
      const found = on.thread(thread).holds.find((one) => one.text.includes(text))
      return (found?.reactions ?? []).map((one) => one.replace(/ .*/, ''))
    },
    async react(who, thread, text, emoji, isOn) {
      const post = on.thread(thread).holds.find((one) => one.text.includes(text))
      if (!post || emoji !== '👍') throw new Error('There is no such post or emoji here.')
      const before = inbox.reactions.length
      const user = slack.user(PEOPLE[who])
      await (isOn ? user.reacts(post, '+1') : user.unreacts(post, '+1'))
      await slack.settled()
      if (who === 'member') await slack.until(() => inbox.reactions.length > before)
    },
    threads: async () => on.channel().holds.length,
    noticed: {
      place: PARTNERS,
      texts: async () => on.channel().holds.map(({ text }) => text),
      restart: on.restart,
    },
    async write(who, thread, text, id) {
      const before = inbox.messages.length
      // Slack delivered it twice at the first time.
      if (written.has(id)) return
      written.add(id)
      await slack.user(PEOPLE[who]).says(PARTNERS.channel, text, { thread: on.thread(thread).root })
      await slack.settled()
      if (who === 'member') await slack.until(() => inbox.messages.length > before)
    },
    stop: on.stop,
  }
})
