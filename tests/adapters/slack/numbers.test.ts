import { expect, it } from 'vitest'
import { linkedNumbers } from '../../../src/adapters/slack/numbers.ts'
import { threadLinks } from '../../../src/adapters/slack/links.ts'
import { responding } from '../../../src/adapters/slack/responding.ts'
import { checkMessageBlocks } from '../../support/slack/blocks/check.ts'

const byNumber = (number: number) =>
  Promise.resolve(number === 1042 ? ({ id: 'c1' } as never) : null)
const linkTo = threadLinks(
  { thread: () => Promise.resolve('C1/1712345678.000200') },
  () => 'https://acme.slack.com/',
)

it('a conversation’s number in an answer leads to its thread', async () => {
  const block = await linkedNumbers('First #1042 <!here>, then #7.', { byNumber }, linkTo)
  expect(block).toEqual({
    type: 'rich_text',
    elements: [
      {
        type: 'rich_text_section',
        elements: [
          { type: 'text', text: 'First ' },
          {
            type: 'link',
            url: 'https://acme.slack.com/archives/C1/p1712345678000200',
            text: '#1042',
          },
          { type: 'text', text: ' <!here>, then #7.' },
        ],
      },
    ],
  })
  expect(() => checkMessageBlocks([block])).not.toThrow()
})

it('an answer without one is as it was', async () => {
  expect(await linkedNumbers('Done, #7.', { byNumber }, linkTo)).toBeNull()
  const nowhere = threadLinks(
    { thread: () => Promise.resolve(null) },
    () => 'https://acme.slack.com/',
  )
  expect(await linkedNumbers('#1042', { byNumber }, nowhere)).toBeNull()
  const unknown = threadLinks({ thread: () => Promise.resolve('C1/1.2') }, () => null)
  expect(await linkedNumbers('#1042', { byNumber }, unknown)).toBeNull()
})

it('an answer goes to no address but Slack’s own', async () => {
  const respond = responding(null)
  expect(await respond('https://hooks.slack.com.evil.example/x', {})).toBe(false)
  expect(await respond('http://127.0.0.1:1/x', {})).toBe(false)
  expect(await respond('not an address', {})).toBe(false)
})
