import { describe, expect, it } from 'vitest'
import { parseSettings } from '../../src/config/load.ts'
import { placeIn } from '../../src/config.ts'
import { SMALLEST } from './text.ts'

function problemsIn(text: string): string[] {
  const read = parseSettings('greenroom.yaml', text)
  return read.ok ? [] : read.problems.map(({ key, message }) => `${key} ${message}`)
}

function settingsOf(text: string) {
  const read = parseSettings('greenroom.yaml', text)
  if (!read.ok) throw new Error(problemsIn(text).join('\n'))
  return read.settings
}

const withMoves = (moves: string) => `slack: {}\n${SMALLEST}    moves: ${moves}\n`
const SLACK_ONLY = `slack: {}\n${SMALLEST.replace('chat: desk', 'chat: slack')}`

describe('where an inbox’s conversations can be moved', () => {
  it('is its own place there, or the one it keeps for moves, and nobody else’s', () => {
    const settings = settingsOf(withMoves('[{chat: slack, channels: [a, b]}]'))
    expect(placeIn(settings, 'demo', 'desk')).toEqual({ chat: 'desk', channel: 'support' })
    expect(placeIn(settings, 'demo', 'slack')).toEqual({
      chat: 'slack',
      channel: 'a',
      others: ['b'],
    })
    expect(placeIn(settings, 'demo', 'discord')).toBeNull()
    expect(placeIn(settings, 'unknown', 'desk')).toBeNull()
  })

  it('is the desk’s first channel where neither names one, since all at the desk see every channel', () => {
    const settings = settingsOf(SLACK_ONLY)
    expect(placeIn(settings, 'demo', 'desk')).toEqual({ chat: 'desk', channel: 'support' })
  })

  it('is checked as its places are', () => {
    expect(problemsIn(withMoves('[{chat: desk, channel: support}]'))).toEqual([
      'inboxes[0].moves[0].chat names desk, which is among the places already',
    ])
    expect(problemsIn(`${SMALLEST}    moves: [{chat: slack, channel: x}]\n`)).toEqual([
      'inboxes[0].moves[0].chat names slack, which is not set up: add `slack: {}` at the top level',
    ])
    expect(problemsIn(`${SLACK_ONLY}    moves: [{chat: desk, channel: suport}]\n`)).toEqual([
      'inboxes[0].moves[0].channel names the channel suport, which is not among the channels: did you mean support?',
    ])
    const twice = '[{chat: slack, channel: a}, {chat: slack, channel: b}]'
    expect(problemsIn(withMoves(twice))).toEqual([
      'inboxes[0].moves[1] is a second place in slack: a conversation has one thread in each chat',
    ])
  })
})
