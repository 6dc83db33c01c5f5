import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { openDesk } from '../scripts/replay/desk-page.ts'
import { networkOf } from '../scripts/replay/networks.ts'
import { prepareServer } from '../scripts/replay/server.ts'
import { gatherTeam } from '../scripts/replay/team.ts'
import { newSession, openWidget } from '../scripts/replay/visitor.ts'
import { startFakeSlack } from '../tests/support/slack/fake-slack.ts'
import { limitsAt } from '../tests/support/slack/limits.ts'

const INBOX = 'bench'

/** A house whose conversations are on the desk and in these channels of a Slack that goes `pace` times as fast as Slack. */
export async function openOffice(folder: string, channels: readonly string[], pace: number) {
  const slack = await startFakeSlack({ limits: limitsAt(pace) })
  for (const name of channels) slack.addChannel(name)
  const server = await prepareServer({
    folder: join(folder, `slack-${channels.length}`),
    settings: settingsFor(channels),
    variables: () => ({
      SLACK_API_URL: slack.apiUrl,
      SLACK_PACE: String(pace),
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_APP_TOKEN: slack.appToken,
    }),
  })
  await server.start()
  const team = await gatherTeam(server.url, server.link() ?? '', 1)
  const [seat] = team.agents
  if (!seat) throw new Error('There is nobody at the desk.')
  const threads: string[] = []
  const desk = openDesk(seat, {
    threads: (all) =>
      threads.push(...all.map(({ id }) => id).filter((id) => !threads.includes(id))),
    messages: () => undefined,
  })
  const closing: (() => void)[] = [desk.close]
  const wrong: string[] = []
  let count = 0

  /** A new visitor; `say` resolves once it is safe with us. */
  async function visitor() {
    const door = { url: server.url, inbox: INBOX, from: networkOf((count += 1)) }
    const note = (error: string) => void wrong.push(error)
    const page = openWidget(door, await newSession(door), {
      message: () => undefined,
      received: () => undefined,
      refused: (_id, error) => note(error),
      turnedAway: note,
    })
    closing.push(page.close)
    return page.send
  }

  async function claim(thread: string) {
    desk.open(thread)
    await desk.ask({ type: 'command', id: randomUUID(), thread, name: 'claim', args: {} })
  }

  async function reply(thread: string, text: string) {
    const frame = { type: 'say', id: randomUUID(), thread, text, files: [] } as const
    const done = await desk.ask({ ...frame, showed: 'reply' })
    if (!done.ok) wrong.push(done.error)
  }

  return {
    slack,
    threads,
    wrong,
    visitor,
    claim,
    reply,
    async close() {
      for (const close of closing) close()
      await server.stop()
      await slack.stop()
    },
  }
}

function settingsFor(channels: readonly string[]): string {
  const limits = { messages_per_minute: 600, burst: 100, new_conversations_per_hour_per_ip: 10_000 }
  // JSON is YAML too.
  return JSON.stringify({
    name: 'Bench',
    slack: {},
    channels: [{ id: 'bench', name: 'bench' }],
    inboxes: [
      {
        id: INBOX,
        name: INBOX,
        doors: [{ channel: 'widget', origins: ['*'], limits }],
        places: [
          { chat: 'desk', channel: 'bench' },
          { chat: 'slack', channels },
        ],
        undo: { reply: '0s', first: '0s' },
      },
    ],
  })
}
