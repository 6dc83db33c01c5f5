import { describe, expect, it } from 'vitest'
import { realClient } from './real-apps.ts'
import { slackWorld } from './slack-world.ts'

const world = slackWorld()

async function shown(message: object) {
  const slack = await world.slack()
  await realClient(slack).apiCall('chat.postMessage', { channel: 'support', ...message })
  expect(slack.complaints()).toEqual([])
  const [seen] = slack.channel('support').holds
  return { text: seen?.text, alerts: seen?.alerts }
}

const section = (text: object) => ({ blocks: [{ type: 'section', text }] })
const rich = (...elements: object[]) => ({
  blocks: [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] }],
})

describe('what people see', () => {
  it.each([
    ['a &lt;b&gt; &amp; c', 'a <b> & c'],
    ['*bold* _italic_ ~gone~ `code`', 'bold italic gone code'],
    ['2 * 3 * 4 and snake_case_name', '2 * 3 * 4 and snake_case_name'],
    ['<https://example.com|our page>', 'our page'],
    ['<https://example.com/?a=1&amp;b=2>', 'https://example.com/?a=1&b=2'],
    ['done :tada: :nosuch:', 'done 🎉 :nosuch:'],
    ['&lt;!channel&gt; and &lt;@U1&gt;', '<!channel> and <@U1>'],
    ['> quoted', 'quoted'],
  ])('of the text %j is %j', async (text, seen) => {
    expect(await shown({ text })).toEqual({ text: seen, alerts: [] })
  })

  it('names whom a text alerts', async () => {
    const slack = await world.slack()
    const ana = slack.user('ana').id
    const text = `<@${ana}> <!here> <!channel|x> @ben`
    await realClient(slack).chat.postMessage({ channel: 'support', text })
    expect(slack.channel('support').holds[0]).toMatchObject({
      text: '@Ana @here @channel @ben',
      alerts: ['@Ana', '@here', '@channel'],
    })
  })

  it('lets bare names alert only where Slack looks for them', async () => {
    const text = 'Hey @here and @ben'
    const mrkdwn = { type: 'mrkdwn', text }
    expect((await shown({ text })).alerts).toEqual([])
    expect((await shown({ text, link_names: true })).alerts).toEqual(['@here', '@Ben'])
    expect((await shown({ text, parse: 'full' })).alerts).toEqual(['@here', '@Ben'])
    expect((await shown(section(mrkdwn))).alerts).toEqual(['@here', '@Ben'])
    expect((await shown(section({ ...mrkdwn, verbatim: true }))).alerts).toEqual([])
    expect((await shown(section({ type: 'plain_text', text }))).alerts).toEqual([])
  })

  it('takes the words of rich text as they are', async () => {
    const text = '<!channel> *not bold* &amp; :tada: <@U1>'
    expect(await shown(rich({ type: 'text', text }))).toEqual({ text, alerts: [] })
    const mention = rich({ type: 'broadcast', range: 'here' }, { type: 'text', text: ' hi' })
    expect(await shown(mention)).toEqual({ text: '@here hi', alerts: ['@here'] })
  })

  it('shows formatting marks as they are when mrkdwn is off', async () => {
    expect(await shown({ text: '*a*', mrkdwn: false })).toEqual({ text: '*a*', alerts: [] })
  })
})

describe('what people type', () => {
  it('arrives as rich text, and the same again as mrkdwn', async () => {
    const slack = await world.slack()
    const app = await world.socketApp(slack)
    const said = 'Hi @ben & <team>, see https://example.com *now* :tada: 👍'
    await slack.user('ana').says('support', said)
    await slack.until(() => app.events('message').length > 0)
    const ben = slack.user('ben').id
    expect(app.events('message')[0]).toMatchObject({
      text: `Hi <@${ben}> &amp; &lt;team&gt;, see <https://example.com> *now* :tada: :+1:`,
      blocks: [
        {
          type: 'rich_text',
          elements: [
            {
              type: 'rich_text_section',
              elements: [
                { type: 'text', text: 'Hi ' },
                { type: 'user', user_id: ben },
                { type: 'text', text: ' & <team>, see ' },
                { type: 'link', url: 'https://example.com' },
                { type: 'text', text: ' ' },
                { type: 'text', text: 'now', style: { bold: true } },
                { type: 'text', text: ' ' },
                { type: 'emoji', name: 'tada', unicode: '1f389' },
                { type: 'text', text: ' ' },
                { type: 'emoji', name: '+1', unicode: '1f44d' },
              ],
            },
          ],
        },
      ],
    })
    expect(slack.channel('support').texts()).toEqual([
      'Hi @Ben & <team>, see https://example.com now 🎉 👍',
    ])
  })

  it('has lists, quotes and code', async () => {
    const slack = await world.slack()
    await slack.user('ana').says('support', 'Steps:\n- one\n- two\n> they said\n```\nx < 1\n```')
    const [seen] = slack.channel('support').holds
    const kinds = JSON.stringify(seen?.blocks)
    for (const kind of ['list', 'quote', 'preformatted'])
      expect(kinds).toContain(`rich_text_${kind}`)
    expect(seen?.text).toBe('Steps:\n\n• one\n• two\nthey said\nx < 1')
  })
})
