import { webApi } from '@slack/bolt'
import { describe, expect, it } from 'vitest'
import { ERRORS } from '../../../src/adapters/slack/errors.ts'
import {
  mayHaveArrived,
  readFailure,
  receiptFor,
  wantsAPerson,
} from '../../../src/adapters/slack/failures.ts'
import type { SlackFailure } from '../../../src/adapters/slack/failures.ts'

const kindOf = (failure: SlackFailure, doing: Parameters<typeof receiptFor>[1] = 'thread') => {
  const receipt = receiptFor(failure, doing)
  return receipt.ok ? 'ok' : receipt.kind
}

describe('what becomes of a delivery that Slack did not take', () => {
  it.each([
    ['is_archived', 'blocked'],
    ['channel_not_found', 'blocked'],
    ['not_in_channel', 'blocked'],
    ['restricted_action_thread_locked', 'gone'],
    ['restricted_action_read_only_channel', 'blocked'],
    ['cannot_reply_to_message', 'gone'],
    ['thread_not_found', 'gone'],
    ['message_not_found', 'gone'],
    ['msg_blocks_too_long', 'refused'],
    ['msg_too_long', 'refused'],
    ['invalid_blocks', 'refused'],
    ['message_limit_exceeded', 'retry'],
    ['ratelimited', 'retry'],
    ['internal_error', 'retry'],
    ['service_unavailable', 'retry'],
    ['token_revoked', 'blocked'],
    ['account_inactive', 'blocked'],
    ['missing_scope', 'blocked'],
    ['already_reacted', 'ok'],
    ['an_error_of_next_year', 'refused'],
  ])('%s: %s', (error, kind) => {
    expect(kindOf({ error })).toBe(kind)
  })

  it.each([
    ['thread', 'gone'],
    ['card', 'gone'],
    ['post', 'ok'],
    ['place', 'refused'],
  ] as const)('a message that is not there any more, to a %s: %s', (doing, kind) => {
    expect(kindOf({ error: 'message_not_found' }, doing)).toBe(kind)
  })

  it('waits as long as Slack asks', () => {
    expect(receiptFor({ status: 429, retryAfter: 7_000 }, 'thread')).toMatchObject({
      kind: 'retry',
      after: 7_000,
    })
    expect(receiptFor({ error: 'ratelimited', retryAfter: 7_000 }, 'thread')).toMatchObject({
      after: 7_000,
    })
    expect(receiptFor({ status: 429 }, 'thread')).toMatchObject({ kind: 'retry', after: 30_000 })
  })

  it.each([
    [{}, 'retry', true],
    [{ status: 500 }, 'retry', true],
    [{ status: 503 }, 'retry', true],
    [{ status: 429 }, 'retry', false],
    [{ status: 404 }, 'refused', false],
    [{ error: 'fatal_error' }, 'retry', true],
    [{ error: 'ratelimited' }, 'retry', false],
    [{ error: 'is_archived' }, 'blocked', false],
    [{ error: 'unknown_to_us', status: 500 }, 'retry', false],
  ])('%j: %s, and may be there all the same: %s', (failure, kind, arrived) => {
    expect(kindOf(failure)).toBe(kind)
    expect(mayHaveArrived(failure)).toBe(arrived)
  })

  it('calls for a person where only a person can mend it', () => {
    expect(wantsAPerson({ error: 'token_revoked' })).toBe(true)
    expect(wantsAPerson({ error: 'is_archived' })).toBe(true)
    expect(wantsAPerson({ error: 'ratelimited' })).toBe(false)
    expect(wantsAPerson({})).toBe(false)
  })

  it('says why in a sentence', () => {
    for (const { sentence } of Object.values(ERRORS)) expect(sentence).toMatch(/^[A-Z].*\.$/)
  })
})

describe('an error of Slack’s client', () => {
  it.each([
    [new webApi.WebAPIPlatformError({ ok: false, error: 'is_archived' }), { error: 'is_archived' }],
    [new webApi.WebAPIRateLimitedError(30), { status: 429, retryAfter: 30_000 }],
    [new webApi.WebAPIHTTPError(503, 'Service Unavailable', {}, 'no'), { status: 503 }],
    [new webApi.WebAPIRequestError(new Error('socket hang up')), {}],
    [
      new Error('Retry header did not contain a valid timeout (url: x, retry-after header: null)'),
      { status: 429 },
    ],
  ])('%s is read', (error, failure) => {
    expect(readFailure(error)).toEqual(failure)
  })

  it('is told from a bug', () => {
    expect(readFailure(new TypeError('x is not a function'))).toBeNull()
    expect(readFailure(Object.assign(new Error('no'), { code: 'ENOENT' }))).toBeNull()
    expect(readFailure('is_archived')).toBeNull()
  })
})
