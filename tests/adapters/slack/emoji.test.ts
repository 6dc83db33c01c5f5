import { describe, expect, it } from 'vitest'
import table from '../../../src/adapters/slack/emoji-names.json' with { type: 'json' }
import { emojiNamed, nameOfEmoji } from '../../../src/adapters/slack/emoji.ts'
import { reactionNameOf, reactionOf } from '../../../src/adapters/slack/reactions.ts'

describe('an emoji', () => {
  it.each([
    ['👍', '+1'],
    ['❤️', 'heart'],
    ['❤', 'heart'],
    ['👋🏼', 'wave::skin-tone-3'],
    ['☝🏿', 'point_up::skin-tone-6'],
    ['🤷🏽‍♀️', 'woman-shrugging::skin-tone-4'],
    ['🇩🇪', 'de'],
  ])('has a name in Slack, with its skin: %s', (emoji, name) => {
    expect(nameOfEmoji(emoji)).toBe(name)
  })

  it('that is no emoji, or of two skins, has none', () => {
    for (const other of ['', 'ok', '👩🏻‍🤝‍👨🏿', '🏽👍🏽']) expect(nameOfEmoji(other)).toBeNull()
  })

  it('comes back as it was from each name that Slack has for it', () => {
    const changed = Object.values(table).filter(
      (emoji) => emojiNamed(nameOfEmoji(emoji) ?? '')?.unicode !== emoji,
    )
    expect(changed).toEqual([])
  })
})

describe('a reaction', () => {
  it('is none where it is a mark of a state, whatever it is called, or the workspace’s own', () => {
    const taken = (name: string) => reactionOf(emojiNamed(name) ?? { name })
    expect(['eyes', 'white_check_mark', 'x', 'lock', 'no_entry_sign'].map(taken)).toEqual(
      Array.from({ length: 5 }, () => null),
    )
    expect(taken('partyparrot')).toBeNull()
    expect(taken('tada')).toBe('🎉')
  })

  it('of the visitor’s is shown by its name, or in words where it would be taken for a state', () => {
    expect(['👍', '👀'].map(reactionNameOf)).toEqual(['+1', null])
  })
})
