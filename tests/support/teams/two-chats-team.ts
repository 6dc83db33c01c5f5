import { onTestFinished } from 'vitest'
import { startFakeDiscord } from '../discord/fake-discord.ts'
import { NO_LIMITS } from '../discord/limits.ts'
import { slackHouse } from '../slack-house.ts'
import { cardSaysInDiscord, inDiscord, standsInDiscord } from './discord-team.ts'
import { inSlack, openSlackOffice, standsInSlack } from './slack-team.ts'
import type { TeamHouse, TeamSetup } from './team.ts'

/** A team that sits in two chats at once: Ben and Cleo in Discord, Dora in Slack; each conversation is in both. */
export async function twoChatsTeam({ undo = '0s', ...setup }: TeamSetup = {}): Promise<TeamHouse> {
  const slack = await openSlackOffice()
  const discord = await startFakeDiscord({ limits: NO_LIMITS })
  onTestFinished(() => discord.stop())
  const places = 'places: [{chat: slack, channel: support}, {chat: discord, channel: inbox}]'
  const house = await slackHouse({ undo, slack, discord, places, ...setup })
  const there = { discord, dir: house.dir }

  return {
    url: house.url,
    visitor: () => house.visitor(),
    ben: inDiscord(there, 'Ben'),
    dora: inSlack(house, 'Dora'),
    cleo: inDiscord(there, 'Cleo'),
    async stands(as) {
      await standsInDiscord(there, as)
      await standsInSlack(house, as)
    },
    async cardSays(words) {
      await house.card(words)
      await cardSaysInDiscord(there, words)
    },
    // What was written in Discord stands in Slack once, and the other way round.
    count: async (text) =>
      (await house.thread()).texts().filter((one) => one.includes(text)).length,
    complaints: () => [...slack.complaints(), ...discord.complaints()],
  }
}
