import { describe, expect, it } from 'vitest'
import { hasJoined } from '../../src/conversation/conversation.ts'
import type { MessageId } from '../../src/conversation/ids.ts'
import {
  ana,
  ben,
  cleo,
  given,
  luna,
  machine,
  MINUTE,
  nina,
  NINE,
  POLICY,
  refTo,
  says,
  text,
  the,
  writes,
} from '../support/given.ts'

const waiting = () => given([nina, writes('hello')])
const withBen = () => given([nina, writes('hello')], [ben, { type: 'claim' }])
const answered = () =>
  given([nina, writes('hello')], [ben, { type: 'claim' }], [ben, says('hi!', 'auto', 'r1')])

describe('a visitor writes', () => {
  it('opens a conversation that waits for the team', () => {
    const { conversation } = waiting()
    expect(conversation).toMatchObject({
      status: 'waiting',
      messages: 1,
      waitingSince: NINE + MINUTE,
    })
  })

  it('keeps one waiting clock over several messages', () => {
    const { conversation } = given([nina, writes('one')], [nina, writes('two')])
    expect(conversation).toMatchObject({ messages: 2, waitingSince: NINE + MINUTE })
  })

  it('reopens what was closed, for the queue', () => {
    given([nina, writes('hello')], [ben, { type: 'claim' }], [ben, close()])
      .when(nina, writes('one more thing'))
      .follows('reopened', 'visitorWrote')
  })

  it('wakes what was snoozed, back to the agent who had it', () => {
    const after = given(
      [nina, writes('hello')],
      [ben, { type: 'claim' }],
      [ben, { type: 'snooze', until: NINE + 600 * MINUTE }],
    )
      .when(nina, writes('are you there?'))
      .follows('woke', 'visitorWrote')
    expect(after.conversation).toMatchObject({ status: 'claimed', assignee: { name: 'Ben' } })
  })

  it('is asked for some words', () => {
    waiting()
      .when(nina, writes('  \n '))
      .isRefused(/nothing in this message/)
  })

  it('may change and take back their own words, and nobody else’s', () => {
    const story = answered()
    story
      .when(nina, { type: 'rewrite', target: the('hello'), content: text('hullo') })
      .follows('visitorEdited')
    story.when(nina, { type: 'unwrite', target: the('hello') }).follows('visitorRemoved')
    story
      .when(nina, { type: 'rewrite', target: the('r1'), content: text('ha') })
      .isRefused(/your own/)
    story.when(nina, { type: 'unwrite', target: the('r1') }).isRefused(/your own/)
  })

  it('keeps the number of an edit, and the same words are no edit', () => {
    const story = waiting()
    story
      .when(nina, { type: 'rewrite', target: the('hello'), content: text('hello') })
      .isRefused(/Nothing was changed/)
    story.when(nina, { type: 'rewrite', target: the('hello'), content: text('hullo') })
    expect(story.message('hello')).toMatchObject({ version: 2, number: 1, content: text('hullo') })
  })

  it('cannot act as the team', () => {
    for (const action of [says('hi'), { type: 'claim' }, close(), { type: 'takeOver' }] as const) {
      waiting()
        .when(nina, action)
        .isRefused(/Visitors cannot/)
    }
  })

  it('tells what reached and was seen once, and never more than there is', () => {
    const story = answered()
    story.when(nina, { type: 'receive', upTo: 2 }).follows('visitorReceived')
    story.when(nina, { type: 'receive', upTo: 2 }).isRefused(/known/)
    story.when(nina, { type: 'see', upTo: 99 }).isRefused(/known/)
    story.when(nina, { type: 'see', upTo: 2 }).follows('visitorSaw')
    expect(story.conversation).toMatchObject({ delivered: 2, seen: 2 })
  })
})

describe('the join gate', () => {
  it('keeps the words of someone who has not joined as a note', () => {
    const after = waiting()
      .when(ben, says('hm', 'auto', 'n1'))
      .follows('noted')
    expect(after.message('n1')).toMatchObject({ kind: 'note', gated: true })
  })

  it('does so even if their screen showed that it would go to the visitor', () => {
    const after = waiting()
      .when(ben, says('hm', 'reply', 'n1'))
      .follows('noted')
    expect(after.message('n1')).toMatchObject({ kind: 'note', gated: true })
  })

  it('keeps as a note what was shown as one when it was typed, though its writer has joined since', () => {
    const after = withBen()
      .when(ben, says('hm', 'gated', 'n1'))
      .follows('noted')
    expect(after.message('n1')).toMatchObject({ kind: 'note', gated: true })
    after
      .when(ben, { type: 'sendNote', target: the('n1'), message: the('r1').id })
      .follows('replied')
  })

  it('lets through who has claimed', () => {
    withBen().when(ben, says('hi!')).follows('replied')
  })

  it('keeps a note a note for who has claimed', () => {
    const after = withBen()
      .when(ben, says('rude one', 'note', 'n1'))
      .follows('noted')
    expect(after.message('n1').gated).toBeUndefined()
  })

  it('joins for you when a rule assigns you', () => {
    const story = given([nina, writes('hello')], [machine, { type: 'assign', to: refTo(ben) }])
    story.when(ben, says('hi!')).follows('replied')
  })

  it('is given by a rule only as long as nobody has it, or who had it gave it back', () => {
    const wrote = [nina, writes('hello')] as const
    const give = { type: 'assign', to: refTo(cleo), why: 'whose turn it was' } as const
    given(wrote, [ben, { type: 'claim' }])
      .when(machine, give)
      .isRefused(/A person has this one/)
    given(wrote, [ben, { type: 'claim' }], [ben, says('hi!')], [ben, { type: 'release' }])
      .when(machine, give)
      .follows('assigned')
    given(wrote, [ben, { type: 'snooze', until: NINE + 99 * MINUTE }])
      .when(machine, give)
      .isRefused(/A person has this one/)
    given(wrote, [ana, { type: 'close', outcome: 'spam', note: '', message: 'm' as MessageId }])
      .when(machine, give)
      .isRefused(/closed/)
  })

  it('shuts behind who was taken over from', () => {
    const story = given(
      [nina, writes('hello')],
      [ben, { type: 'claim' }],
      [ana, { type: 'takeOver' }],
    )
    story.when(ben, says('as I said', 'reply')).follows('noted')
    story.when(ana, says('hello')).follows('replied')
  })

  it('shuts when the conversation closes', () => {
    given([nina, writes('hello')], [ben, { type: 'claim' }], [ben, close()])
      .when(ben, says('what a day', 'reply'))
      .follows('noted')
  })

  it('claims and sends with one press', () => {
    const story = given([nina, writes('hello')], [ben, says('hi!', 'auto', 'n1')])
    const after = story
      .when(ben, { type: 'sendNote', target: the('n1'), message: the('r1').id })
      .follows('claimed', 'replied')
    expect(after.message('r1')).toMatchObject({ kind: 'reply', content: text('hi!') })
    expect(after.message('n1')).toMatchObject({ kind: 'note', sentAs: 'r1' })
  })

  it('never sends a deliberate note, another’s, a deleted one, or one twice', () => {
    const send = { type: 'sendNote', target: the('n1'), message: the('r1').id } as const
    given([nina, writes('hello')], [ben, says('rude', 'note', 'n1')])
      .when(ben, send)
      .isRefused(/stays a note/)
    given([nina, writes('hello')], [ben, says('hi', 'auto', 'n1')])
      .when(ana, send)
      .isRefused(/Only Ben/)
    given(
      [nina, writes('hello')],
      [ben, says('hi', 'auto', 'n1')],
      [ben, { type: 'remove', target: the('n1') }],
    )
      .when(ben, send)
      .isRefused(/deleted/)
    given([nina, writes('hello')], [ben, says('hi', 'auto', 'n1')], [ben, send])
      .when(ben, { ...send, message: the('r2').id })
      .isRefused(/already/)
  })

  it('does not claim from a colleague to send', () => {
    given([nina, writes('hello')], [ben, says('hi', 'auto', 'n1')], [cleo, { type: 'claim' }])
      .when(ben, { type: 'sendNote', target: the('n1'), message: the('r1').id })
      .isRefused(/Cleo has had this one/)
  })

  it('lets a creator write notes only', () => {
    const story = waiting()
    story.when(luna, says('I know her', 'reply')).follows('noted')
    story.when(luna, { type: 'claim' }).isRefused(/Creators/)
    story.when(luna, { type: 'join' }).isRefused(/Creators/)
  })

  it('lets a second agent join beside the first', () => {
    const story = given([nina, writes('hello')], [ben, { type: 'claim' }], [cleo, { type: 'join' }])
    story.when(cleo, says('me too')).follows('replied')
    expect(story.conversation).toMatchObject({ assignee: { name: 'Ben' } })
  })
})

describe('editing across the note boundary', () => {
  it('refuses to turn a reply into a note, and the visitor keeps the earlier text', () => {
    const story = answered()
    story
      .when(ben, { type: 'edit', target: the('r1'), content: text('rude one'), intent: 'note' })
      .isRefused(/cannot become a note/)
    expect(story.message('r1').content).toEqual(text('hi!'))
  })

  it('leaves an edited note a note, whatever it now says', () => {
    const story = given(
      [nina, writes('hello')],
      [ben, { type: 'claim' }],
      [ben, says('rude', 'note', 'n1')],
    )
    const after = story
      .when(ben, { type: 'edit', target: the('n1'), content: text('dear Nina'), intent: 'reply' })
      .follows('agentEdited')
    expect(after.message('n1').kind).toBe('note')
  })

  it('lets nobody edit another’s words, nor a reply after leaving', () => {
    const edit = { type: 'edit', target: the('r1'), content: text('x'), intent: 'auto' } as const
    answered()
      .when(ana, edit)
      .isRefused(/Only Ben/)
    given(
      [nina, writes('hello')],
      [ben, { type: 'claim' }],
      [ben, says('hi!', 'auto', 'r1')],
      [ben, { type: 'release' }],
    )
      .when(ben, edit)
      .isRefused(/left this conversation/)
  })
})

describe('the undo window', () => {
  it('holds the first reply longest', () => {
    const first = withBen().when(ben, says('hi!', 'auto', 'r1'))
    expect(first.message('r1').heldUntil).toBe(first.now + POLICY.hold.first)
    const second = answered().when(ben, says('and also', 'auto', 'r2'))
    expect(second.message('r2').heldUntil).toBe(second.now + POLICY.hold.reply)
  })

  it('withdraws while held, starts the visitor’s clock again, and the next is again the first', () => {
    const said = withBen().when(ben, says('hi!', 'auto', 'r1'))
    const undone = said
      .when(ben, { type: 'withdraw', target: the('r1') }, said.now + 1)
      .follows('replyWithdrawn')
    expect(undone.conversation).toMatchObject({
      replies: 0,
      waitingSince: NINE + MINUTE,
      firstReplyAt: null,
    })
    const again = undone.when(ben, says('hello', 'auto', 'r2'))
    expect(again.message('r2').heldUntil).toBe(again.now + POLICY.hold.first)
  })

  it('is over when the reply has gone out', () => {
    const said = withBen().when(ben, says('hi!', 'auto', 'r1'))
    said
      .when(ben, { type: 'withdraw', target: the('r1') }, said.now + POLICY.hold.first)
      .isRefused(/gone out/)
  })

  it('is the author’s and a supervisor’s', () => {
    const said = () => withBen().when(ben, says('hi!', 'auto', 'r1'))
    const one = said()
    one
      .when(cleo, { type: 'withdraw', target: the('r1') }, one.now + 1)
      .isRefused(/Only Ben or a supervisor/)
    const two = said()
    two.when(ana, { type: 'withdraw', target: the('r1') }, two.now + 1).follows('replyWithdrawn')
  })

  it('leaves the clock stopped while another reply stands', () => {
    const first = withBen().when(ben, says('hi!', 'auto', 'r1'))
    const second = first.when(ben, says('and', 'auto', 'r2'), first.now + 1)
    const undone = second.when(ben, { type: 'withdraw', target: the('r1') }, first.now + 2)
    expect(undone.conversation.waitingSince).toBeNull()
  })
})

describe('who has it', () => {
  it('refuses a second claim by name, and says what can be done', () => {
    const story = withBen()
    story
      .when(cleo, { type: 'claim' }, story.now + MINUTE)
      .isRefused(/^Ben has had this one for two minutes\. `\/join`/)
    story.when(ana, { type: 'claim' }, story.now + MINUTE).isRefused(/`\/takeover` if you must/)
  })

  it('keeps taking over and assigning for supervisors', () => {
    withBen()
      .when(cleo, { type: 'takeOver' })
      .isRefused(/Only a supervisor/)
    withBen()
      .when(cleo, { type: 'assign', to: refTo(cleo) })
      .isRefused(/Ben has had this one/)
    waiting()
      .when(cleo, { type: 'assign', to: refTo(ben) })
      .isRefused(/Only a supervisor/)
    waiting()
      .when(ana, { type: 'assign', to: refTo(ben) })
      .follows('assigned')
  })

  it('hands over with a note that only the team sees', () => {
    const after = withBen()
      .when(ben, {
        type: 'transfer',
        to: refTo(cleo),
        note: 'speaks French',
        message: the('n1').id,
      })
      .follows('noted', 'transferred')
    expect(after.message('n1').kind).toBe('note')
    expect(hasJoined(after.conversation, ben.id)).toBe(false)
    expect(hasJoined(after.conversation, cleo.id)).toBe(true)
  })

  it('gives back to the queue only what one has', () => {
    withBen()
      .when(cleo, { type: 'release' })
      .isRefused(/Ben has this one/)
    const after = withBen().when(ben, { type: 'release' }).follows('released')
    expect(after.conversation).toMatchObject({ status: 'waiting', joined: [] })
    waiting()
      .when(ben, { type: 'release' })
      .isRefused(/Nobody/)
  })
})

describe('its life', () => {
  it('sleeps until its time and wakes by itself', () => {
    const story = withBen()
    const asleep = story.when(ben, { type: 'snooze', until: story.now + MINUTE }).follows('snoozed')
    asleep.when(machine, { type: 'wake' }).follows('woke')
    asleep.when(machine, { type: 'wake' }).isRefused(/awake/)
  })

  it('does not sleep until a time that has passed', () => {
    const story = withBen()
    story.when(ben, { type: 'snooze', until: story.now }).isRefused(/has passed/)
  })

  it('closes with an outcome, once, by who has it or a supervisor', () => {
    withBen()
      .when(cleo, close())
      .isRefused(/Ben has this one/)
    const after = withBen().when(ana, close()).follows('closed')
    expect(after.conversation).toMatchObject({
      status: 'closed',
      outcome: 'answered',
      waitingSince: null,
    })
    after.when(ana, close()).isRefused(/closed already/)
    after.when(ben, { type: 'claim' }).isRefused(/`\/reopen`/)
    after.when(ben, { type: 'reopen' }).follows('reopened')
  })

  it('is tagged and prioritised, without repeats', () => {
    const story = waiting()
    story.when(ben, { type: 'tag', tag: 'refund' }).follows('tagged')
    story.when(ben, { type: 'tag', tag: 'refund' }).isRefused(/already/)
    story.when(ben, { type: 'untag', tag: 'refund' }).follows('untagged')
    story.when(ben, { type: 'prioritise', priority: 'urgent' }).follows('prioritised')
    story.when(ben, { type: 'prioritise', priority: 'urgent' }).isRefused(/already/)
  })

  it('lets a machine neither speak nor hand out what people hold', () => {
    for (const action of [says('I am a robot'), { type: 'claim' }, { type: 'takeOver' }] as const) {
      withBen()
        .when(machine, action)
        .isRefused(/Only a person/)
    }
  })
})

describe('a delivery that failed', () => {
  it('is marked with its reason, and can be sent again', () => {
    const story = answered()
    story
      .when({ kind: 'system' }, { type: 'fail', target: the('r1'), reason: 'The door is shut.' })
      .follows('deliveryFailed')
    expect(story.message('r1').failed).toBe('The door is shut.')
    story.when(cleo, { type: 'retry', target: the('r1') }).isRefused(/Claim this/)
    story.when(ben, { type: 'retry', target: the('r1') }).follows('deliveryRetried')
    expect(story.message('r1').failed).toBeUndefined()
  })
})

function close() {
  return { type: 'close', outcome: 'answered', note: '', message: the('closing').id } as const
}
