import { describe, expect, it } from 'vitest'
import {
  isLater,
  markMetadata,
  parsePosts,
  parseThread,
  postsRef,
  readMark,
  singleRefs,
  threadRef,
} from '../../../src/adapters/slack/refs.ts'

const TS = '1712345678.000200'

describe('the ref of a thread', () => {
  it('names its channel and the card’s own time, to the last digit', () => {
    const ref = threadRef({ channel: 'C123', ts: TS })
    expect(ref).toBe('C123/1712345678.000200')
    expect(parseThread(ref)).toEqual({ channel: 'C123', ts: TS })
  })

  it.each([
    'no-such-thread',
    '',
    'C123',
    'C123/1712345678',
    'C123/1712345678.0002/x',
    'c123/1.2',
    `C123/${TS}\n`,
  ])('is not read from %j', (ref) => {
    expect(parseThread(ref)).toBeNull()
    expect(parsePosts(ref)).toBeNull()
  })
})

describe('the ref of a message', () => {
  it('names every post that it was split into, in order', () => {
    const posts = { channel: 'C123', posts: [TS, '1712345678.000300'] } as const
    expect(parsePosts(postsRef(posts))).toEqual(posts)
    expect(parseThread(postsRef(posts))).toBeNull()
  })

  it('is that of its post when there is one alone, so that an event finds it', () => {
    expect(postsRef({ channel: 'C123', posts: [TS] })).toBe(threadRef({ channel: 'C123', ts: TS }))
  })

  it('gives one ref for each post', () => {
    expect(singleRefs({ channel: 'C123', posts: ['1.1', '2.2'] })).toEqual(['C123/1.1', 'C123/2.2'])
  })
})

describe('Slack’s times', () => {
  it.each([
    ['1712345678.000201', TS, true],
    [TS, TS, false],
    ['1712345678.000199', TS, false],
    ['1712345679.000000', TS, true],
    ['9999999999.000000', '10000000000.000000', false],
    ['1712345678.0003', TS, true],
  ])('%s after %s: %s', (ts, than, later) => {
    expect(isLater(ts, than)).toBe(later)
  })
})

describe('the mark on a post', () => {
  it('comes back as it was set', () => {
    const mark = { outbox: 'c1:7', part: 2 }
    expect(readMark(JSON.parse(JSON.stringify(markMetadata(mark))))).toEqual(mark)
  })

  it.each([
    undefined,
    null,
    'greenroom',
    { event_type: 'other', event_payload: { outbox: 'x' } },
    {},
  ])('is not read from %j', (given) => {
    expect(readMark(given)).toBeNull()
  })
})
