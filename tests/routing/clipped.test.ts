import { describe, expect, it } from 'vitest'
import type { ConversationId } from '../../src/conversation/ids.ts'
import { clipped } from '../../src/routing/clipped.ts'
import type { Heard } from '../../src/routing/clipped.ts'
import { isCurt } from '../../src/routing/curt.ts'

describe('a message sounds clipped', () => {
  it.each([
    'still broken',
    'doesn’t work',
    'not working',
    'again?',
    'what',
    'wtf',
    'unbelievable',
    'ok whatever',
    'no one answers',
    'seriously?!',
    'REFUND NOW',
    '???',
    '!!',
    'geht nicht',
    'immer noch nichts',
    'ça marche pas',
    'no funciona nada',
    'не работает',
    '还是不行',
    '作動しない',
    'لا يعمل',
  ])('when it is “%s”', (text) => {
    expect(isCurt(text)).toBe(true)
  })

  it.each([
    [''],
    ['hi'],
    ['Hello there!'],
    ['good morning Ana'],
    ['thanks Ana'],
    ['Thank you!!'],
    ['danke schön'],
    ['Merci beaucoup'],
    ['谢谢'],
    ['ありがとうございます'],
    ['yes'],
    ['Yes, please'],
    ['ok'],
    ['ok great'],
    ['no'],
    ['that’s it'],
    ['love it'],
    ['всё хорошо'],
    ['👍'],
    ['❤️❤️❤️'],
    ['😡'],
    ['...'],
    ['4711'],
    ['order 4711'],
    ['४७११'],
    ['nina@example.com'],
    ['https://shop.example/cart'],
    ['it is still broken'],
    ['我昨天买的东西还没有收到'],
    ['Donaudampfschifffahrtsgesellschaftskapitän '.repeat(3)],
  ])('but not when it is “%s”', (text) => {
    expect(isCurt(text)).toBe(false)
  })
})

const HOUR = 3_600_000
const NOW = 100 * HOUR
const RULES = { messages: 6, conversations: 3, within: HOUR }

/** Messages of one inbox, the newest last, a second apart: “1! 2” is a clipped one in #1 and another in #2. */
function heard(messages: string, age = 0): Heard[] {
  const all = messages.split(' ').filter((one) => one !== '')
  return all.map((one, index) => {
    const number = parseInt(one, 10)
    const at = NOW - age - (all.length - index) * 1_000
    const conversation = `c${number}` as ConversationId
    return { conversation, number, at, opens: false, clipped: one.endsWith('!') }
  })
}

describe('the mood of an inbox has turned', () => {
  it.each([
    ['with six from three', '1! 2! 3! 1! 2! 3!', 6, [1, 2, 3], 'c3'],
    ['with six of twelve', '1 2 3 4 5 6 1! 2! 3! 1! 2! 4!', 6, [1, 2, 3, 4], 'c4'],
    ['in the order of their numbers', '9! 1! 5! 5! 1! 9! 1!', 7, [1, 5, 9], 'c1'],
    ['told where one wrote last who sounds so', '1! 2! 3! 3! 2! 1! 7 8', 6, [1, 2, 3], 'c1'],
  ])('%s', (_, messages, count, conversations, newest) => {
    const of = messages.split(' ').length
    const turn = { messages: count, of, within: HOUR, conversations, newest }
    expect(clipped(heard(messages), NOW, RULES)).toEqual(turn)
  })

  it.each([
    ['by five', '1! 2! 3! 1! 2!'],
    ['by two', '1! 2! 1! 2! 1! 2! 1! 2!'],
    ['where they are fewer than half', '1! 2! 3! 1! 2! 3! 4 5 6 7 8 9 10'],
    ['by nothing', ''],
    ['by what is fine', '1 2 3 4 5 6'],
  ])('but not %s', (_, messages) => {
    expect(clipped(heard(messages), NOW, RULES)).toBeNull()
  })

  it('by what is young enough alone', () => {
    const old = heard('1! 2! 3! 4! 5! 6! 7 8 9 1 2 3 4 5', HOUR)
    expect(clipped([...old, ...heard('1! 2! 3! 1! 2!')], NOW, RULES)).toBeNull()
    expect(clipped([...old, ...heard('1! 2! 3! 1! 2! 3!')], NOW, RULES)).toMatchObject({ of: 6 })
    const half = { ...RULES, within: HOUR / 2 }
    expect(clipped(heard('1! 2! 3! 1! 2! 3!', HOUR / 2), NOW, half)).toBeNull()
  })

  it('as sensitively as is said', () => {
    const two = { messages: 2, conversations: 1, within: HOUR }
    expect(clipped(heard('1! 1!'), NOW, two)).toMatchObject({ conversations: [1] })
    expect(clipped(heard('1! 1'), NOW, two)).toBeNull()
  })

  it('and names no more than the newest twenty', () => {
    const many = Array.from({ length: 30 }, (_, index) => `${index + 1}!`).join(' ')
    const found = clipped(heard(many), NOW, RULES)
    expect(found?.messages).toBe(30)
    expect(found?.conversations).toEqual(Array.from({ length: 20 }, (_, index) => index + 11))
  })
})
