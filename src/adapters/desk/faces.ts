import { createHash } from 'node:crypto'
import { cleanText } from '../../conversation/message.ts'
import { escapeHtml } from '../sentences.ts'

/** Where anyone finds a member's face: the public name's initials, no more. */
export function facePath(agent: string): string {
  return `/faces/${faceOf(agent)}.svg`
}

/** A name for a member's face that tells visitors nothing of their id, which may be their name or theirs in Slack. */
export function faceOf(agent: string): string {
  return createHash('sha256').update(`face of ${agent}`).digest('hex').slice(0, 12)
}

/** A round picture of a name's initials. Its colour follows from the id, so that a new name keeps it. */
export function drawFace(id: string, name: string): string {
  const hue = (createHash('sha256').update(id).digest().readUInt16BE(0) * 360) / 65_536
  return [
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" width="64" height="64">',
    `<rect width="64" height="64" fill="hsl(${Math.round(hue)} 45% 38%)"/>`,
    '<text x="32" y="33" fill="#fff" font-family="system-ui,sans-serif" font-size="26"',
    ` font-weight="600" text-anchor="middle" dominant-baseline="central">${escapeHtml(initials(name))}</text>`,
    '</svg>',
  ].join('')
}

const LETTERS = new Intl.Segmenter('en', { granularity: 'grapheme' })

function initials(name: string): string {
  const words = cleanText(name)
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word))
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words
  return ends.map((word = '') => firstLetter(word).toLocaleUpperCase('en')).join('') || '?'
}

function firstLetter(word: string): string {
  const letters = Array.from(LETTERS.segment(word), ({ segment }) => segment)
  return letters.find((letter) => /[\p{L}\p{N}]/u.test(letter)) ?? ''
}
