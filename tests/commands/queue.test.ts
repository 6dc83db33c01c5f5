import { describe, expect, it } from 'vitest'
import type { AgentId } from '../../src/conversation/ids.ts'
import { textContent } from '../../src/conversation/message.ts'
import { world } from '../support/world.ts'

const MINUTE = 60_000

describe('/queue', () => {
  it('lists who waits for an answer, the longest wait first, with who has them', async () => {
    const { asks, member, write, command, say, current, clock } = await world().then(withQueue)
    const [ana, ben] = [await member('Ana'), await member('Ben')]
    await write('hello', 'nina')
    clock.at += 5 * MINUTE
    await write('hello', 'mia')
    clock.at += 3 * MINUTE
    await write('hello', 'tom')
    await command(ben, (await current('mia')).id, 'claim')
    await command(ben, (await current('mia')).id, 'priority', { priority: 'urgent' })
    await command(ana, (await current('tom')).id, 'claim')
    await say(ana, (await current('tom')).id, 'Hi Tom!')
    expect(await asks(ana)).toBe(
      [
        '2 visitors wait for an answer.',
        '#1001 Nina — waits eight minutes · nobody has it · Shop',
        '#1002 Mia — waits three minutes · Ben · urgent priority · Shop',
      ].join('\n'),
    )
    expect(await asks(ana, 'mine')).toBe(
      '1 open conversation is yours.\n#1003 Tom — answered · Ana · Shop',
    )
    expect(await asks(ana, 'Unclaimed')).toMatch(/^1 conversation is unclaimed.\n#1001 Nina/)
    expect(await asks(ana, 'all')).toMatch(/^3 conversations are open.\n#1001.*\n#1002.*\n#1003/)
  })

  it('leaves out those that sleep, but for their own agent', async () => {
    const { asks, member, write, command, current } = await world().then(withQueue)
    const ana = await member('Ana')
    await write('hello')
    const { id } = await current()
    await command(ana, id, 'claim')
    await command(ana, id, 'snooze', { until: '3h' })
    expect(await asks(ana)).toBe('Nobody waits for an answer.')
    expect(await asks(ana, 'mine')).toMatch('#1001 Nina — snoozed for three hours · Ana')
  })

  it('says so when there is nothing, and what it takes', async () => {
    const { asks, member } = await world().then(withQueue)
    const ana = await member('Ana')
    expect(await asks(ana)).toBe('Nobody waits for an answer.')
    expect(await asks(ana, 'mine')).toBe('You have no open conversation.')
    expect(await asks(ana, 'unclaimed')).toBe('Every open conversation is claimed.')
    expect(await asks(ana, 'all')).toBe('No conversation is open.')
    expect(await asks(ana, 'hers')).toBe('Say `mine`, `unclaimed` or `all`, or nothing.')
  })

  it('stays short however many wait and whatever they are called', async () => {
    const { asks, member, visitors, sender } = await world().then(withQueue)
    const ana = await member('Ana')
    for (let count = 1; count <= 40; count += 1) {
      const from = { ...sender(`visitor-${count}`), name: `${'x'.repeat(300)}\n# \u202eeht` }
      await visitors.arrived({
        kind: 'message',
        id: `m${count}`,
        from,
        content: textContent('hello'),
      })
    }
    const text = (await asks(ana)) ?? ''
    expect(text.split('\n')).toHaveLength(17)
    expect(text).toMatch(/^40 visitors wait/)
    expect(text).toMatch(/…and 25 more$/)
    expect(text.length).toBeLessThan(3_000)
    expect(text).not.toContain('\u202e')
  })
})

function withQueue(its: Awaited<ReturnType<typeof world>>) {
  let count = 0
  async function asks(by: AgentId, which = '') {
    const args = which === '' ? {} : { which }
    const id = `queue-${(count += 1)}`
    const answer = await its.team.command({ id, by, conversation: null, name: 'queue', args })
    return answer.ok ? answer.text : answer.refusal.sentence
  }
  return { ...its, asks }
}
