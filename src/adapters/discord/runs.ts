import type { Inline, Style } from '../../conversation/message.ts'
import { storableText } from '../../conversation/message.ts'
import { escapedAtMost } from './escape.ts'
import { isDiscords } from './inside-discord.ts'
import { LIMITS } from './limits.ts'

/** A stretch of a line on its way to Discord: unescaped words in one style, or an address. */
export type Run =
  | { readonly kind: 'text'; readonly text: string; readonly styles: readonly Style[] }
  | { readonly kind: 'link'; readonly url: string }

// The most that all styles together add at both ends of a stretch.
const MARKS = 20
// The most that a quote's or an item's marks add to a line.
const INDENT = 2

/**
 * A line as stretches: nothing becomes a mention or an emoji of some server, and every link shows the
 * address that it leads to, whatever its label says.
 */
export function runsOf(inlines: readonly Inline[]): Run[] {
  const runs: Run[] = []
  for (const run of inlines.flatMap(runsOfOne)) {
    const last = runs.at(-1)
    if (run.kind === 'text' && last?.kind === 'text' && last.styles.join() === run.styles.join()) {
      runs[runs.length - 1] = { ...last, text: last.text + run.text }
    } else runs.push(run)
  }
  return runs
}

function runsOfOne(inline: Inline): Run[] {
  switch (inline.kind) {
    case 'text':
      return text(inline.text, inline.style)
    case 'link':
      return link(inline.url, inline.text)
    case 'emoji':
      return text(inline.unicode ?? `:${inline.name}:`)
    case 'mention':
      return text(`@${inline.name}`)
  }
}

function text(raw: string, styles: readonly Style[] = []): Run[] {
  const clean = storableText(raw)
  return clean === '' ? [] : [{ kind: 'text', text: clean, styles }]
}

function link(url: string, label: string): Run[] {
  const shown: Run[] = isFollowed(url) ? [{ kind: 'link', url }] : text(url)
  if (label === '' || label === url) return shown
  if (`mailto:${label}` === url) return text(label)
  return [...text(`${label} (`), ...shown, ...text(')')]
}

// What Discord looks for in the text as it was sent, within an address too.
const LIVE_WITHIN = /@(?:everyone|here)|(?:discord(?:app)?\.(?:com|gg|gift|new)|dis\.gd)\//i

/** What stays a link: Discord would draw its own addresses as a channel, a message or an invitation. */
function isFollowed(url: string): boolean {
  if (url.length > LIMITS.url || !/^https?:\/\/[^\s<>"'`\\|]+$/iu.test(url)) return false
  if (LIVE_WITHIN.test(url)) return false
  return url === storableText(url) && URL.canParse(url) && !isDiscords(url)
}

/** The most that a stretch takes once it is written. */
export function runAtMost(run: Run): number {
  return run.kind === 'link' ? run.url.length + MARKS : textAtMost(run.styles)(run.text) + MARKS
}

/** The same for a stretch of text in these styles, without the marks at its ends. */
export function textAtMost(styles: readonly Style[]): (text: string) => number {
  const perLine = INDENT + (styles.length > 0 ? MARKS : 0)
  return (words) => escapedAtMost(words) + perLine * (words.match(/[\n\u2028\u2029]/g)?.length ?? 0)
}
