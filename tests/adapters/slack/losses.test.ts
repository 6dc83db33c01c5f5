import { describe, expect, it } from 'vitest'
import { APP } from '../../../src/adapters/chats/losses.ts'
import { slackLosses } from '../../../src/adapters/slack/losses.ts'
import { standingOf } from '../../../src/adapters/slack/standing.ts'

const CHANNEL = 'C0SUPPORT1'
const SELF = { userId: 'U00000APP', botId: 'B1', appId: null }

function losses() {
  const clock = { at: 0, now: () => clock.at }
  const told: string[] = []
  const changed = (loss: { readonly of: string }, isLost: boolean) =>
    void told.push(`${isLost ? 'lost' : 'back'} ${loss.of}`)
  return { clock, told, ...slackLosses({ clock, changed }) }
}

describe('a channel that Slack does not take', () => {
  it('is asked for again now and then, by one alone, and told of once', () => {
    const its = losses()
    its.failed(CHANNEL, { error: 'is_archived' })
    its.failed(CHANNEL, { error: 'is_archived' })
    expect(its.told).toEqual([`lost ${CHANNEL}`])
    expect(its.inTheWay(CHANNEL)).toMatchObject({ failure: { error: 'is_archived' } })
    its.clock.at = 30_000
    expect([its.inTheWay(CHANNEL), its.inTheWay(CHANNEL)?.of]).toEqual([null, CHANNEL])
    its.mended(CHANNEL)
    its.mended(CHANNEL)
    expect(its.told).toEqual([`lost ${CHANNEL}`, `back ${CHANNEL}`])
    expect(its.inTheWay(CHANNEL)).toBeNull()
  })

  it('stands in no other’s way', () => {
    const its = losses()
    its.failed(CHANNEL, { error: 'not_in_channel' })
    expect(its.inTheWay('C0OTHER11')).toBeNull()
    expect(its.has(CHANNEL)).toBe(true)
  })

  it.each(['ratelimited', 'msg_too_long', 'thread_not_found', 'missing_scope'])(
    'is not lost by %s',
    (error) => {
      const its = losses()
      its.failed(CHANNEL, { error })
      expect(its.all()).toEqual([])
    },
  )
})

describe('an app that Slack lets in no more', () => {
  it.each(['token_revoked', 'account_inactive', 'invalid_auth'])(
    'asks for nothing after %s until it is let in again',
    (error) => {
      const its = losses()
      its.failed('', { error })
      its.clock.at = 9e9
      expect(its.inTheWay(CHANNEL)?.of).toBe(APP)
      its.mended(APP)
      expect(its.inTheWay(CHANNEL)).toBeNull()
    },
  )
})

describe('an event about a channel or the app', () => {
  const of = (event: Readonly<Record<string, unknown>>) => standingOf(event, SELF)
  it.each([
    ['channel_archive', 'is_archived'],
    ['group_archive', 'is_archived'],
    ['channel_deleted', 'channel_not_found'],
    ['group_left', 'not_in_channel'],
  ])('%s: %s', (type, error) => {
    expect(of({ type, channel: CHANNEL })).toEqual({ kind: 'lost', channel: CHANNEL, error })
  })

  it('is about the app alone when people come and go', () => {
    const left = { type: 'member_left_channel', channel: CHANNEL }
    expect(of({ ...left, user: 'U1' })).toBeNull()
    expect(of({ ...left, user: SELF.userId })).toMatchObject({ kind: 'lost' })
    const joined = { type: 'member_joined_channel', channel: CHANNEL, user: SELF.userId }
    expect(of(joined)).toEqual({ kind: 'back', channel: CHANNEL })
  })

  it('is nothing else', () => {
    expect(of({ type: 'channel_unarchive', channel: CHANNEL })).toMatchObject({ kind: 'back' })
    expect(of({ type: 'channel_rename', channel: { id: CHANNEL, name: 'x' } })).toBeNull()
    expect(of({ type: 'tokens_revoked', tokens: {} })).toEqual({ kind: 'app' })
    expect(standingOf('nonsense', SELF)).toBeNull()
  })
})
