import type { FakeSlack } from '../../../tests/support/slack/fake-slack.ts'
import { guestIn, saysLeft } from '../chat/protocol.ts'
import type { HeldThread } from '../chat/protocol.ts'

/** The guest whose card says this; null for what is no card. */
export function guestOn(card: string): string | null {
  return /(Guest \d+) · /.exec(card)?.[1] ?? null
}

/** All threads under cards, read from scratch. */
export function readThreads(slack: FakeSlack, channels: readonly string[]): HeldThread[] {
  return channels.flatMap((name) => {
    const channel = slack.channel(name)
    return channel.holds.flatMap((root) => {
      const guest = root.by === 'Greenroom' ? guestOn(root.text) : null
      if (guest === null) return []
      const posts = channel.thread(root).holds.map(({ by, text }) => ({
        by: guestIn(by) ?? by,
        isVisitors: guestIn(by) !== null,
        text,
      }))
      return [{ guest, channel: name, isLeft: saysLeft(root.text), posts }]
    })
  })
}
