import type { KnownBlock } from '@slack/web-api'
import { describe, expect, it } from 'vitest'
import { realClient } from './real-apps.ts'
import { containing, refusal, slackWorld } from './slack-world.ts'

const world = slackWorld()

const plain = (text: string) => ({ type: 'plain_text' as const, text })
const words = (text: string): KnownBlock => ({ type: 'section', text: { type: 'mrkdwn', text } })
const button = (id: string, more: object = {}) => ({
  type: 'button' as const,
  text: plain('Go'),
  action_id: id,
  ...more,
})
const choice = (value: string) => ({ text: plain(value), value })
const many = <T>(count: number, make: (at: number) => T) =>
  Array.from({ length: count }, (_, at) => make(at))

const refused: readonly (readonly [what: string, blocks: readonly object[], pointer: string])[] = [
  ['51 blocks', many(51, () => ({ type: 'divider' })), '/blocks'],
  ['a section over 3,000 characters', [words('x'.repeat(3001))], '/blocks/0/text/text'],
  ['an empty text', [words('')], '/blocks/0/text/text'],
  ['a section with nothing in it', [{ type: 'section' }], '/blocks/0'],
  ['a header over 150', [{ type: 'header', text: plain('x'.repeat(151)) }], '/blocks/0/text/text'],
  [
    '26 buttons',
    [{ type: 'actions', elements: many(26, (at) => button(`b${at}`)) }],
    '/blocks/0/elements',
  ],
  [
    'a button’s label over 75',
    [{ type: 'actions', elements: [{ ...button('b'), text: plain('x'.repeat(76)) }] }],
    '/blocks/0/elements/0/text/text',
  ],
  [
    'a button’s value over 2,000',
    [{ type: 'actions', elements: [button('b', { value: 'x'.repeat(2001) })] }],
    '/blocks/0/elements/0/value',
  ],
  [
    'an action_id over 255',
    [{ type: 'actions', elements: [button('x'.repeat(256))] }],
    '/blocks/0/elements/0/action_id',
  ],
  [
    'the same action_id twice in a block',
    [{ type: 'actions', elements: [button('b'), button('b')] }],
    '/blocks/0/elements',
  ],
  [
    'the same block_id twice',
    [
      { type: 'divider', block_id: 'one' },
      { type: 'divider', block_id: 'one' },
    ],
    '/blocks',
  ],
  [
    '6 choices in an overflow menu',
    [
      {
        type: 'section',
        text: plain('x'),
        accessory: { type: 'overflow', action_id: 'o', options: many(6, (at) => choice(`${at}`)) },
      },
    ],
    '/blocks/0/accessory/options',
  ],
  [
    '101 choices in a select',
    [
      {
        type: 'actions',
        elements: [
          { type: 'static_select', action_id: 's', options: many(101, (at) => choice(`${at}`)) },
        ],
      },
    ],
    '/blocks/0/elements/0/options',
  ],
  [
    'a choice’s value over 75',
    [
      {
        type: 'actions',
        elements: [{ type: 'static_select', action_id: 's', options: [choice('x'.repeat(76))] }],
      },
    ],
    '/blocks/0/elements/0/options/0/text/text',
  ],
  ['a property that does not exist', [{ type: 'divider', colour: 'red' }], '/blocks/0'],
  ['a block that does not exist', [{ type: 'marquee' }], '/blocks/0/type'],
  [
    'mrkdwn in a button',
    [{ type: 'actions', elements: [{ ...button('b'), text: { type: 'mrkdwn', text: 'x' } }] }],
    '/blocks/0/elements/0/text/type',
  ],
  [
    'a rich text element that does not exist',
    [
      {
        type: 'rich_text',
        elements: [{ type: 'rich_text_section', elements: [{ type: 'shout' }] }],
      },
    ],
    '/blocks/0/elements/0/elements/0/type',
  ],
]

describe('blocks', () => {
  it.each(refused)('refuses %s, and says where', async (_, blocks, pointer) => {
    const slack = await world.slack()
    const posted = realClient(slack).chat.postMessage({
      channel: 'support',
      text: 'x',
      // Wrong on purpose, which the SDK's types would not have.
      blocks: blocks as KnownBlock[],
    })
    await expect(posted).rejects.toMatchObject({
      data: {
        error: 'invalid_blocks',
        response_metadata: {
          messages: containing(`[json-pointer:${pointer}`),
        },
      },
    })
    expect(slack.channel('support').texts()).toEqual([])
  })

  it('takes as much as Slack does', async () => {
    const slack = await world.slack()
    const blocks: KnownBlock[] = [
      words('x'.repeat(3000)),
      { type: 'header', text: plain('x'.repeat(150)) },
      {
        type: 'actions',
        elements: many(25, (at) => button(`b${at}`, { value: 'v'.repeat(2000) })),
      },
      { type: 'actions', elements: [button('b0')] },
    ]
    await realClient(slack).chat.postMessage({ channel: 'support', text: 'x', blocks })
    expect(slack.channel('support').holds).toHaveLength(1)
    expect(slack.complaints()).toEqual([])
  })

  it('refuses blocks with too much text in all, and what are no blocks', async () => {
    const slack = await world.slack()
    const client = realClient(slack)
    const long = many(5, () => words('x'.repeat(3000)))
    const posted = client.chat.postMessage({ channel: 'support', text: 'x', blocks: long })
    expect(await refusal(posted)).toBe('msg_blocks_too_long')
    const wrong = client.apiCall('chat.postMessage', { channel: 'support', blocks: '{]' })
    expect(await refusal(wrong)).toBe('invalid_blocks_format')
  })
})
