import { describe, expect, it } from 'vitest'
import { mayHaveArrived, receiptFor, wantsAPerson } from '../../../src/adapters/discord/failures.ts'
import type { DiscordFailure, Doing } from '../../../src/adapters/discord/failures.ts'

/** The receipt in short. */
function became(failure: DiscordFailure, doing: Doing = 'thread'): string {
  const receipt = receiptFor(failure, doing)
  if (receipt.ok) return 'ok'
  return receipt.kind === 'retry' ? `retry ${receipt.after ?? ''}`.trim() : receipt.kind
}

describe('what a failure of Discord’s means', () => {
  it.each([
    ['a limit waits as long as Discord says', { status: 429, retryAfter: 1500 }, 'retry 1500'],
    ['a limit without a time waits, too', { status: 429 }, 'retry 5000'],
    ['no answer is tried again', {}, 'retry'],
    ['a server that is out of order is tried again', { status: 502 }, 'retry'],
    ['too many open threads wait for one to close', { status: 400, code: 160006 }, 'retry 30000'],
    ['a reset token waits for a person', { status: 401 }, 'blocked'],
    ['a missing permission waits for a person', { status: 403, code: 50013 }, 'blocked'],
    ['a channel that is not seen waits for a person', { status: 403, code: 50001 }, 'blocked'],
    ['what Discord forbids without a word waits for a person', { status: 403 }, 'blocked'],
    ['a locked thread waits for a person', { status: 403, code: 160005 }, 'blocked'],
    ['words that AutoMod blocks are refused', { status: 400, code: 200000 }, 'refused'],
    ['what Discord cannot read is refused', { status: 400, code: 50035 }, 'refused'],
    ['what is too large is refused', { status: 413 }, 'refused'],
    ['a code that nobody knows is refused', { status: 400, code: 999_999 }, 'refused'],
  ] as const)('%s', (_, failure, expected) => {
    expect(became(failure)).toBe(expected)
  })

  it('a thread that is gone is opened anew, and its place waits for a person', () => {
    const gone = { status: 404, code: 10003 }
    expect(became(gone, 'thread')).toBe('gone')
    expect(became(gone, 'card')).toBe('gone')
    expect(became(gone, 'place')).toBe('blocked')
  })

  it('a change of a message that is gone is done', () => {
    expect(became({ status: 404, code: 10008 }, 'post')).toBe('ok')
    expect(became({ status: 404, code: 10008 }, 'card')).toBe('gone')
  })

  it('only what was not answered, or by a server out of order, may stand', () => {
    expect(mayHaveArrived({})).toBe(true)
    expect(mayHaveArrived({ status: 503 })).toBe(true)
    expect(mayHaveArrived({ status: 429 })).toBe(false)
    expect(mayHaveArrived({ status: 403, code: 50013 })).toBe(false)
  })

  it('a person is wanted for tokens and permissions alone', () => {
    expect(wantsAPerson({ status: 401 })).toBe(true)
    expect(wantsAPerson({ status: 403, code: 50001 })).toBe(true)
    expect(wantsAPerson({ status: 429 })).toBe(false)
    expect(wantsAPerson({})).toBe(false)
  })
})
