import type { App } from '@slack/bolt'
import type { KnownBlock, View } from '@slack/web-api'
import { describe, expect, it } from 'vitest'
import { handClock } from '../../support/slack/clock.ts'
import type { FakeSlackOptions } from '../../support/slack/options.ts'
import { realClient } from './real-apps.ts'
import { refusal, slackWorld } from './slack-world.ts'

const world = slackWorld()

const plain = (text: string) => ({ type: 'plain_text' as const, text })
const choice = (text: string) => ({ text: plain(text), value: text.toLowerCase() })

const CARD: KnownBlock[] = [
  { type: 'section', text: plain('Nina writes') },
  {
    type: 'actions',
    elements: [
      { type: 'button', text: plain('Claim'), action_id: 'claim', value: 'c1' },
      { type: 'overflow', action_id: 'more', options: [choice('Close'), choice('Snooze')] },
      { type: 'external_select', action_id: 'canned', placeholder: plain('Canned…') },
    ],
  },
]

const FORM: View = {
  type: 'modal',
  callback_id: 'close',
  title: plain('Close'),
  submit: plain('Close it'),
  private_metadata: 'c1',
  notify_on_close: true,
  blocks: [
    {
      type: 'input',
      block_id: 'why',
      label: plain('Reason'),
      element: { type: 'plain_text_input', action_id: 'reason', max_length: 20 },
    },
    {
      type: 'input',
      block_id: 'tag',
      label: plain('Tag'),
      optional: true,
      element: { type: 'static_select', action_id: 'tag', options: [choice('Billing')] },
    },
  ],
}

const acking = (app: App) => {
  app.action(/.*/, async ({ ack }) => ack())
}

async function open(listen: (app: App) => void, options: FakeSlackOptions = {}) {
  const slack = await world.slack(options)
  const app = await world.socketApp(slack, listen)
  const client = realClient(slack)
  const channel = slack.channel('support').id
  const { ts = '' } = await client.chat.postMessage({ channel, text: 'Card', blocks: CARD })
  await slack.settled()
  return { slack, app, client, channel, card: { channel, ts }, ana: slack.user('ana') }
}

describe('buttons and menus', () => {
  it('tell who pressed what, where, with which value', async () => {
    const { slack, app, card, ana, client } = await open(acking)
    const reply = await client.chat.postMessage({
      ...card,
      thread_ts: card.ts,
      text: 'x',
      blocks: CARD,
    })
    await slack.settled()
    expect(slack.channel('support').message(card).buttons).toEqual([
      'Claim',
      'Close',
      'Snooze',
      'Canned…',
    ])
    expect(await ana.presses(card, 'Claim')).toMatchObject({ acknowledged: true, notice: null })
    await ana.presses({ ...card, ts: reply.ts ?? '' }, 'more', 'Snooze')
    const [claim, snooze] = app.bodies.filter((one) => one['type'] === 'block_actions')
    expect(claim).toMatchObject({
      user: { id: ana.id, username: 'ana' },
      channel: { id: card.channel, name: 'support' },
      message: { ts: card.ts, bot_id: slack.botId },
      container: { type: 'message', message_ts: card.ts, is_ephemeral: false },
      actions: [{ type: 'button', action_id: 'claim', value: 'c1' }],
    })
    expect(snooze).toMatchObject({
      container: { thread_ts: card.ts },
      actions: [{ type: 'overflow', selected_option: { value: 'snooze' } }],
    })
    await expect(ana.presses(card, 'Delete')).rejects.toThrow('only: claim, more, canned')
  })

  it('show that the app did not answer', async () => {
    const clock = handClock()
    const { ana, card, app, slack } = await open(() => undefined, { clock })
    const pressing = ana.presses(card, 'Claim')
    await slack.until(() => app.bodies.some((one) => one['type'] === 'block_actions'))
    await clock.advance(3000)
    expect(await pressing).toMatchObject({ acknowledged: false, notice: /didn’t respond/ })
  })

  it('let a select ask the app for its choices', async () => {
    const { slack, app, ana, card } = await open((app) => {
      app.options('canned', async ({ ack, options }) =>
        ack({
          options: ['Refund', 'Return']
            .filter((one) => one.toLowerCase().includes(options.value))
            .map(choice),
        }),
      )
      app.action(/.*/, async ({ ack }) => ack())
    })
    await expect(ana.presses(card, 'canned', 'Refund')).rejects.toThrow('Search in “canned” first')
    expect(await ana.searches(card, 'canned', 'ref')).toEqual(['Refund'])
    await ana.presses(card, 'canned', 'Refund')
    expect(app.asked().at(-1)).toMatchObject({
      actions: [{ action_id: 'canned', selected_option: { value: 'refund' } }],
    })
    expect(slack.complaints()).toEqual([])
  })

  it('show no choices when there are too many, or wrong ones', async () => {
    const { slack, ana, card } = await open((app) => {
      app.options('canned', async ({ ack, options }) => {
        const count = options.value === 'many' ? 101 : 1
        const text = options.value === 'many' ? 'x' : 'x'.repeat(76)
        await ack({ options: Array.from({ length: count }, () => choice(text)) })
      })
    })
    expect(await ana.searches(card, 'canned', 'many')).toEqual([])
    expect(await ana.searches(card, 'canned', 'long')).toEqual([])
    expect(slack.complaints()[0]).toContain('101 options')
    expect(slack.complaints()[1]).toContain('must be less than 76 characters')
  })
})

describe('response URLs', () => {
  it('answer five times: to one person, to all, in place of the message', async () => {
    const { slack, ana, card } = await open((app) => {
      app.action('claim', async ({ ack, respond }) => {
        await ack()
        await respond({ text: 'Only you', replace_original: false })
        await respond({ text: 'For all', response_type: 'in_channel', replace_original: false })
        await respond({ text: 'Instead', replace_original: true })
        await respond({ delete_original: true })
        await respond('Fifth')
        await respond('Sixth').catch(() => undefined)
      })
    })
    await ana.presses(card, 'claim')
    await slack.until(() => slack.complaints().length === 1)
    expect(slack.complaints()[0]).toContain('used_url')
    expect(ana.ephemerals('support').map(({ text }) => text)).toEqual(['Only you', 'Fifth'])
    expect(slack.channel('support').texts()).toEqual(['For all'])
  })

  it('expire after half an hour', async () => {
    const clock = handClock()
    const { slack, app, ana, card } = await open(acking, { clock })
    await ana.presses(card, 'claim')
    await clock.advance(30 * 60_000 + 1)
    const late = await fetch(String(app.asked().at(-1)?.['response_url']), {
      method: 'POST',
      body: JSON.stringify({ text: 'Late' }),
      headers: { 'content-type': 'application/json' },
    })
    expect([late.status, await late.json()]).toEqual([404, { ok: false, error: 'expired_url' }])
    expect(slack.complaints()).toHaveLength(1)
  })

  it('let buttons on an ephemeral message be pressed, without sending it along', async () => {
    const { app, client, ana, channel } = await open((real) => {
      real.action('claim', async ({ ack, respond }) => {
        await ack()
        await respond({ replace_original: true, text: 'Claimed' })
      })
    })
    await client.chat.postEphemeral({ channel, user: ana.id, text: 'Claim?', blocks: CARD })
    const [note] = ana.ephemerals('support')
    if (!note) throw new Error('There is no note')
    await ana.presses(note, 'claim')
    const body = app.asked().at(-1)
    expect(body).toMatchObject({ container: { is_ephemeral: true } })
    expect(body).not.toHaveProperty('message')
    await expect.poll(() => ana.ephemerals('support').map(({ text }) => text)).toEqual(['Claimed'])
  })
})

describe('commands and shortcuts', () => {
  it('run a command in a channel, never in a thread', async () => {
    const { app, ana, card } = await open(
      (real) => {
        real.command('/claim', async ({ ack }) => ack())
      },
      { commands: ['/claim'] },
    )
    expect(await ana.runs('/claim 1001', 'support')).toMatchObject({ acknowledged: true })
    expect(app.asked().at(-1)).toMatchObject({
      command: '/claim',
      text: '1001',
      channel_name: 'support',
    })
    expect(app.asked().at(-1)).not.toHaveProperty('thread_ts')
    const heard = app.asked().length
    const threaded = await ana.runs('/claim 1001', 'support', { thread: card })
    expect(threaded.notice).toBe('/claim is not supported in threads. Sorry!')
    expect((await ana.runs('/nope', 'support')).notice).toBe('/nope is not a valid command.')
    expect(app.asked()).toHaveLength(heard)
  })

  it('start a shortcut from a message, in a thread too, and from anywhere', async () => {
    const { app, ana, card } = await open((real) => {
      real.shortcut(/.*/, async ({ ack }) => ack())
    })
    const reply = await ana.says('support', 'Reply', { thread: card })
    await ana.shortcut('whisper', reply)
    expect(app.asked().at(-1)).toMatchObject({
      type: 'message_action',
      callback_id: 'whisper',
      message_ts: reply.ts,
      message: { thread_ts: card.ts, user: ana.id },
    })
    await ana.shortcut('anywhere')
    expect(app.asked().at(-1)).toMatchObject({ type: 'shortcut', callback_id: 'anywhere' })
  })
})

describe('modals', () => {
  const opening = (view: View) => (app: App) => {
    app.action('claim', async ({ ack, body, client }) => {
      await ack()
      if ('trigger_id' in body) await client.views.open({ trigger_id: body.trigger_id, view })
    })
  }

  it('open by a button, are filled in, and say what is missing', async () => {
    const { slack, app, ana, card } = await open((app) => {
      opening(FORM)(app)
      app.view('close', async ({ ack, view }) => {
        const reason = view.state.values['why']?.['reason']?.value ?? ''
        if (reason.length < 3) await ack({ response_action: 'errors', errors: { why: 'Say more' } })
        else await ack()
      })
    })
    await ana.presses(card, 'claim')
    await slack.until(() => ana.modal() !== null, 'the modal')
    const modal = ana.modal()
    if (!modal) throw new Error('There is no modal')
    expect(modal).toMatchObject({ title: 'Close', text: 'Reason\nTag', submit: 'Close it' })
    await expect(ana.submits(modal, {})).rejects.toThrow('fill in: Reason')
    await expect(ana.submits(modal, { Reason: 'x'.repeat(21) })).rejects.toThrow('more than 20')
    expect(await ana.submits(modal, { Reason: 'ok' })).toMatchObject({
      errors: { why: 'Say more' },
    })
    expect(ana.modal()).not.toBeNull()
    await ana.submits(modal, { why: 'Solved', Tag: 'Billing' })
    expect(ana.modal()).toBeNull()
    expect(app.asked().at(-1)).toMatchObject({
      type: 'view_submission',
      view: {
        private_metadata: 'c1',
        state: {
          values: {
            why: { reason: { value: 'Solved' } },
            tag: { tag: { selected_option: { value: 'billing' } } },
          },
        },
      },
    })
    expect(slack.complaints()).toEqual([])
  })

  it('tell of being closed when they want to know', async () => {
    const { slack, app, ana, card } = await open((app) => {
      opening(FORM)(app)
      app.view({ type: 'view_closed', callback_id: 'close' }, async ({ ack }) => ack())
    })
    await ana.presses(card, 'claim')
    await slack.until(() => ana.modal() !== null)
    const modal = ana.modal()
    if (!modal) throw new Error('There is no modal')
    await ana.closes(modal)
    expect(app.asked().at(-1)).toMatchObject({ type: 'view_closed', is_cleared: false })
    expect(ana.modal()).toBeNull()
  })

  it('open by a trigger that works once, for three seconds', async () => {
    const clock = handClock()
    const { app, client, ana, card } = await open(acking, { clock })
    const trigger = async () => {
      await ana.presses(card, 'claim')
      return String(app.asked().at(-1)?.['trigger_id'])
    }
    const first = await trigger()
    await client.views.open({ trigger_id: first, view: FORM })
    const again = client.views.open({ trigger_id: first, view: FORM })
    expect(await refusal(again)).toBe('exchanged_trigger_id')
    const second = await trigger()
    await clock.advance(3001)
    expect(await refusal(client.views.open({ trigger_id: second, view: FORM }))).toBe(
      'expired_trigger_id',
    )
    expect(await refusal(client.views.open({ trigger_id: 'x', view: FORM }))).toBe(
      'invalid_trigger_id',
    )
  })

  it('stand on each other three deep, and change under a hash', async () => {
    const { app, client, ana, card } = await open(acking)
    const trigger = async () => {
      await ana.presses(card, 'claim')
      return { trigger_id: String(app.asked().at(-1)?.['trigger_id']) }
    }
    const opened = await client.views.open({ ...(await trigger()), view: FORM })
    await client.views.push({ ...(await trigger()), view: { ...FORM, title: plain('Two') } })
    await client.views.push({ ...(await trigger()), view: { ...FORM, title: plain('Three') } })
    expect(ana.modal()?.title).toBe('Three')
    const fourth = client.views.push({ ...(await trigger()), view: FORM })
    expect(await refusal(fourth)).toBe('push_limit_reached')
    const { id = '', hash = '' } = opened.view ?? {}
    await client.views.update({ view_id: id, hash, view: FORM })
    const stale = client.views.update({ view_id: id, hash, view: FORM })
    expect(await refusal(stale)).toBe('hash_conflict')
    expect(await refusal(client.views.update({ view_id: 'V404', view: FORM }))).toBe('not_found')
  })

  it('are refused when they are too long or cannot be submitted', async () => {
    const { app, client, ana, card } = await open(acking)
    const tried = async (changes: object) => {
      await ana.presses(card, 'claim')
      const trigger_id = String(app.asked().at(-1)?.['trigger_id'])
      return refusal(client.views.open({ trigger_id, view: { ...FORM, ...changes } as View }))
    }
    expect(await tried({ title: plain('x'.repeat(25)) })).toBe('invalid_arguments')
    expect(await tried({ private_metadata: 'x'.repeat(3001) })).toBe('invalid_arguments')
    expect(await tried({ submit: undefined })).toBe('invalid_arguments')
    expect(await tried({ blocks: Array.from({ length: 101 }, () => ({ type: 'divider' })) })).toBe(
      'invalid_blocks',
    )
    expect(await tried({})).toBeNull()
  })

  it('publish a Home tab', async () => {
    const { client, ana } = await open(() => undefined)
    const view: View = { type: 'home', blocks: [{ type: 'section', text: plain('Three wait') }] }
    await client.views.publish({ user_id: ana.id, view })
    expect(ana.home()?.text).toBe('Three wait')
    const without = await open(() => undefined, { homeTab: false })
    const refused = without.client.views.publish({ user_id: without.ana.id, view })
    expect(await refusal(refused)).toBe('not_enabled')
    await expect(without.ana.opensHome()).rejects.toThrow('no Home tab')
  })

  it('tell of what is chosen in a field only when the field asks for that', async () => {
    const tag = { type: 'static_select' as const, action_id: 'tag', options: [choice('Billing')] }
    const field = (block_id: string, dispatch_action: boolean): KnownBlock => ({
      type: 'input',
      block_id,
      label: plain(block_id),
      dispatch_action,
      element: { ...tag, action_id: block_id },
    })
    const blocks = [field('quiet', false), field('loud', true)]
    const { slack, app, ana, card } = await open((app) => {
      opening({ ...FORM, blocks })(app)
      app.action('loud', async ({ ack }) => ack())
    })
    await ana.presses(card, 'claim')
    await slack.until(() => ana.modal() !== null)
    const modal = ana.modal() ?? { viewId: '' }
    const before = app.asked().length
    await ana.presses(modal, 'quiet', 'Billing')
    expect(app.asked()).toHaveLength(before)
    await ana.presses(modal, 'loud', 'Billing')
    expect(app.asked().at(-1)).toMatchObject({
      type: 'block_actions',
      view: { id: modal.viewId },
      actions: [{ action_id: 'loud', selected_option: { value: 'billing' } }],
    })
  })
})
