// Reads a message's text as Discord's clients and its servers do, for tests: every form that they document,
// and where clients differ the one that finds more.

/** Something live, by its name; its text is what people see of it. */
export interface Live {
  readonly kind: string
  readonly text: string
}

export interface AsSeen {
  /** What people read, without marks; list items have their bullet or number. */
  readonly text: string
  /** Whatever is more than plain text, the inner before the outer. */
  readonly live: readonly Live[]
}

type Draw = (found: RegExpExecArray, inner: (text: string) => string) => string

interface Form {
  readonly kind: string
  readonly form: RegExp
  readonly draw: Draw
}

const whole: Draw = ([all]) => all
const first: Draw = ([, text = '']) => text
const parsed: Draw = ([, text = ''], inner) => inner(text)

const AT_LINE_START: readonly Form[] = [
  { kind: 'heading', form: /#{1,3}\s+(?!#)([^\n]+)/y, draw: parsed },
  { kind: 'small', form: /-# +(?!-#)([^\n]+)/y, draw: parsed },
  { kind: 'quote', form: />>>(?: |$)([\s\S]*)/y, draw: parsed },
  {
    kind: 'quote',
    form: /> ([^\n]*(?:\n[^\S\n]*> [^\n]*)*)/y,
    draw: ([, text = ''], inner) => inner(text.replaceAll(/\n[^\S\n]*> /g, '\n')),
  },
  {
    kind: 'list',
    form: /((?:[-*+]|\d+\.) +)([\s\S][^\n]*(?:\n +[^\n]*)*)/y,
    draw: ([, mark = '', text = ''], inner) =>
      `${/\d/.test(mark) ? mark : '• '}${inner(text.replaceAll(/\n {1,2}/g, '\n'))}`,
  },
]

const EM_STAR = /\*(?=\S)((?:\*\*|\\[\s\S]|\s+(?:\\[\s\S]|[^\s*\\]|\*\*)|[^\s*\\])+?)\*(?!\*)/y
const STRONG = /\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)/y

const ANYWHERE: readonly Form[] = [
  { kind: 'text', form: /(¯\\_\(ツ\)_\/¯)/y, draw: first },
  { kind: 'text', form: /\\([^0-9A-Za-z\s])/uy, draw: first },
  { kind: 'code block', form: /```(?:[a-z0-9_+\-.#]*\n)?\n*([^\n][\s\S]*?)\n*```/iy, draw: first },
  {
    kind: 'code',
    form: /(`+)([\s\S]*?[^`])\1(?!`)/y,
    draw: ([, , text = '']) => text.replace(/^ (?=`)/, '').replace(/(?<=`) $/, ''),
  },
  { kind: 'link', form: /<([^: >]+:\/[^ >]+)>/y, draw: first },
  { kind: 'link', form: /<(?:mailto:|tel:|\+\d)[^ >]*>/y, draw: whole },
  { kind: 'link', form: /(?:https?|steam|discord):\/\/[^\s<]+[^<.,:;"'\]\s]/iy, draw: whole },
  { kind: 'masked link', form: /\[((?:\[[^\]]*\]|[^[\]])*)\]\(\s*<?([^\s)]*)/y, draw: whole },
  { kind: 'mention', form: /<(?:@[!&]?|#)\d+>/y, draw: whole },
  { kind: 'mention', form: /@(?:everyone|here)/y, draw: whole },
  { kind: 'command', form: /<\/[^:>]+:\d+>/y, draw: whole },
  { kind: 'time', form: /<t:-?\d+(?::\w)?>/y, draw: whole },
  { kind: 'navigation', form: /<(?:id|\d+):[^>]+>/y, draw: whole },
  { kind: 'emoji', form: /<a?:\w+:\d+>/y, draw: whole },
  { kind: 'emoji', form: /:[\w+~-]+:/y, draw: whole },
  { kind: 'italic', form: EM_STAR, draw: parsed },
  { kind: 'bold', form: STRONG, draw: parsed },
  { kind: 'italic', form: /_((?:__|\\[\s\S]|[^\\_])+?)_(?!\w)/y, draw: parsed },
  { kind: 'underline', form: /__((?:\\[\s\S]|[^\\])+?)__(?!_)/y, draw: parsed },
  { kind: 'strike', form: /~~([\s\S]+?)~~(?!_)/y, draw: parsed },
  { kind: 'spoiler', form: /\|\|([\s\S]+?)\|\|/y, draw: parsed },
]

/** What people see of a message, and what of it is live. */
export function asSeen(source: string): AsSeen {
  const live: Live[] = []
  const code: string[] = []
  const text = read(source, live, code)
  return { text, live: [...live, ...heardByServers(source, code)] }
}

function read(source: string, live: Live[], code: string[]): string {
  let text = ''
  for (let at = 0; at < source.length;) {
    const found = formAt(source, at)
    if (!found) {
      text += source[at]
      at += 1
      continue
    }
    const { kind, draw } = found.form
    const shown = draw(found.match, (inner) => read(inner, live, code))
    if (kind.startsWith('code')) code.push(found.match[0])
    if (kind !== 'text') live.push({ kind, text: shown })
    text += shown
    at += found.match[0].length
  }
  return text
}

/** The form that begins here; of bold and italics the longer. */
function formAt(source: string, at: number) {
  const isStart = /(?:^|[\n\u2028\u2029])\s*$/.test(source.slice(0, at))
  const forms = isStart ? [...AT_LINE_START, ...ANYWHERE] : ANYWHERE
  let found: { readonly form: Form; readonly match: RegExpExecArray } | null = null
  for (const form of forms) {
    form.form.lastIndex = at
    const match = form.form.exec(source)
    const isLonger = found?.form.form === EM_STAR && form.form === STRONG
    if (match && (!found || (isLonger && match[0].length > found.match[0].length))) {
      found = { form, match }
    }
  }
  return found
}

// Servers ring, and clients look for invitations, in the text as it was sent; only code is out of reach.
const RAW: readonly (readonly [kind: string, form: RegExp])[] = [
  ['ring', /<@[!&]?\d+>/g],
  ['ring', /(?<!\\)@(?:everyone|here)/g],
  ['invitation', /(?:discord(?:app)?\.(?:com|gg|gift|new)|dis\.gd)\/[\w-]+/gi],
]

function heardByServers(source: string, code: readonly string[]): Live[] {
  const sent = code.reduce((rest, one) => rest.replace(one, () => ' '), source)
  return RAW.flatMap(([kind, form]) =>
    Array.from(sent.matchAll(form), ([text]) => ({ kind, text })),
  )
}
