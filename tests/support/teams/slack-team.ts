import type { SeenMessage } from '../slack/message-view.ts'
import { startFakeSlack } from '../slack/fake-slack.ts'
import type { FakeSlack } from '../slack/fake-slack.ts'
import { NO_LIMITS } from '../slack/limits.ts'
import { slackHouse } from '../slack-house.ts'
import type { SlackHouse } from '../slack-house.ts'
import { onTestFinished } from 'vitest'
import type { Colleague, Mark, Standing, TeamHouse, TeamSetup, Written } from './team.ts'

/** A Slack with Dora in it, too. */
export async function openSlackOffice(): Promise<FakeSlack> {
  const slack = await startFakeSlack({ limits: NO_LIMITS })
  onTestFinished(() => slack.stop())
  slack.addUser({ handle: 'dora', realName: 'Dora Diaz', displayName: 'Dora' })
  await slack.user('dora').joins('support')
  return slack
}

/** A team that sits in Slack. */
export async function slackTeam(
  mode: 'socket' | 'http',
  { undo = '0s', ...setup }: TeamSetup = {},
): Promise<TeamHouse> {
  const slack = await openSlackOffice()
  const house = await slackHouse({ mode, undo, slack, ...setup })

  return {
    url: house.url,
    visitor: () => house.visitor(),
    ben: inSlack(house, 'Ben'),
    dora: inSlack(house, 'Dora'),
    cleo: inSlack(house, 'Cleo'),
    stands: async (as) => standsInSlack(house, as),
    cardSays: async (words) => house.card(words),
    count: async (text) => (await house.thread()).texts().filter((one) => one === text).length,
    complaints: () => slack.complaints(),
  }
}

/** Resolves once the card in Slack says so. */
export async function standsInSlack(house: SlackHouse, as: Standing): Promise<void> {
  await house.card(cardOf(as))
}

const MARKS: Readonly<Record<Mark, string>> = {
  note: '🔒',
  sent: '📤',
  delivered: '✅',
  seen: '👀',
  withdrawn: '🚫',
}

/** A member who works in Slack. */
export function inSlack(house: SlackHouse, name: string): Colleague {
  const { slack } = house
  const handle = name.toLowerCase()
  const me = () => slack.user(handle)
  const ref = ({ id }: Written) => slack.channel('support').message(id)
  const holds = async () => (await house.thread()).holds

  async function until(fits: (message: SeenMessage) => boolean, what: string): Promise<void> {
    await slack.until(async () => (await holds()).some(fits), what)
  }

  /** Presses what only this member sees. */
  async function pressesNotice(notice: string, button: string): Promise<void> {
    await me().presses(await house.toldTo(handle, notice), button)
  }

  return {
    name,
    says: async (text) => ({ id: (await house.says(handle, text)).ts }),
    async edits(written, text) {
      await me().edits(ref(written), text)
    },
    deletes: async (written) => me().deletes(ref(written)),
    async uploads({ name: file, type: mimetype, bytes: content }, saying) {
      const { root } = await house.thread()
      await me().uploads('support', { name: file, content, mimetype }, { thread: root, saying })
    },
    async gives(line) {
      await house.says(handle, line)
    },
    async presses(label) {
      await house.presses(handle, label)
    },
    async chooses(list, value) {
      const { root } = await house.thread()
      const named = () =>
        slack
          .channel('support')
          .thread(root)
          .root.buttons.find((one) => one.startsWith(list))
      await slack.until(() => named() !== undefined, `a list “${list}”`)
      await house.presses(handle, named() ?? list, value)
    },
    undoes: async () => pressesNotice('Goes to the visitor', 'Undo'),
    sends: async () => pressesNotice('you have not joined', 'Claim and send'),
    async isTold(what) {
      const told = () => me().ephemerals('support')
      await slack.until(() => told().some(({ text }) => what.test(text)), `${name} is told ${what}`)
    },
    isIn: async () => until(({ text }) => text === `${name} joined.`, `${name} has joined`),
    isAlerted: async (what) =>
      until(
        ({ text, alerts }) => what.test(text) && alerts.includes(`@${name}`),
        `${name} is alerted: ${what}`,
      ),
    sees: async (words) => until(({ text }) => text.includes(words), `“${words}”`),
    seesFile: async (file) => until(({ files }) => files.includes(file), `the file ${file}`),
    async seesMark(written, mark) {
      const now = () => ref(written).reactions
      await slack.until(
        () => now().some((one) => one.startsWith(MARKS[mark])),
        `${MARKS[mark]} on what ${name} wrote`,
      )
    },
  }
}

function cardOf(as: Standing): string {
  switch (as.status) {
    case 'waiting':
      return 'Waiting for somebody'
    case 'snoozed':
      return 'Snoozed'
    case 'claimed':
      return `${as.by} has it`
    case 'closed':
      return `Closed: ${as.outcome}`
  }
}
