import { describe, expect, it } from 'vitest'
import { fansHouse } from '../support/fans-house.ts'

describe('a fan who writes to the bot', () => {
  it('is a visitor: the team reads them, and they read the answer under its author’s name', async () => {
    const { nina, conversation, reads } = await fansHouse()
    await nina.says('@greenroom', 'Hi, where is my poster?')
    const talk = await conversation('Nina')
    await talk.shows('Hi, where is my poster?')
    await talk.claims()
    expect(await talk.does('It is on its **way**')).toBe('')
    const answer = await reads(nina, 'on its')
    expect(answer.text).toBe('▸ Eve\nIt is on its **way**')
  })
})
