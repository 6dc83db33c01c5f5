import type { DeskPost } from '../../../src/adapters/desk/protocol.ts'
import { aboutLine } from '../../../src/conversation/about.ts'
import { openTab, session } from '../../adapters/widget/visitor.ts'
import type { DeskPage } from '../desk-page.ts'
import { whole } from '../whole.ts'
import type { Whole } from '../whole.ts'
import type { Colleague, Mark, Standing, TeamHouse, TeamSetup, Written } from './team.ts'

const SURE = 0.6

type MessagePost = Extract<DeskPost, { kind: 'message' }>

/** A team at the built-in desk. */
export async function deskTeam({ undo = '0s', ...setup }: TeamSetup = {}): Promise<TeamHouse> {
  const house = await whole({ undo, ...setup })
  const [ben, dora] = [await house.sits('Ben'), await house.sits('Dora')]
  const cleo = await house.sits('Cleo', 'supervisor')

  return {
    url: house.url,
    async visitor() {
      const { token } = await session(house)
      const tab = await openTab(house, { token }, { origin: 'https://shop.example' })
      return { ...tab, token }
    },
    ben: atDesk(house, ben, 'Ben'),
    dora: atDesk(house, dora, 'Dora'),
    cleo: atDesk(house, cleo, 'Cleo'),
    async stands(as) {
      for (const page of [ben, dora, cleo]) {
        const thread = await theThread(page)
        await page.holds(() => isStanding(page, thread, as))
      }
    },
    async cardSays(words) {
      const thread = await theThread(ben)
      await ben.holds(() => cardWords(ben, thread).includes(words))
    },
    async count(text) {
      const thread = await theThread(ben)
      return messages(ben, thread).filter((post) => wordsOf(post) === text).length
    },
    complaints: () => [],
  }
}

function atDesk(house: Whole, page: DeskPage & { readonly me: string }, name: string): Colleague {
  const told: string[] = []

  /** Gives the page's wish to the server, and keeps what it says of it to this member alone. */
  async function ask(frame: Parameters<DeskPage['ask']>[0]) {
    const done = await page.ask(frame)
    const words = done.ok ? (done.text ?? done.insert) : done.error
    if (words !== undefined) told.push(words)
    return done
  }

  async function find(written: Written): Promise<MessagePost> {
    const thread = await theThread(page)
    const post = () => messages(page, thread).find(({ id }) => id === written.id)
    await page.holds(() => post() !== undefined)
    const found = post()
    if (!found) throw new Error('The desk does not show it.')
    return found
  }

  async function say(text: string, files: readonly string[] = []): Promise<Written> {
    const thread = await theThread(page)
    const joined = page.threads.get(thread)?.joined.includes(page.me) === true
    const showed = joined ? 'reply' : 'note'
    const frame = { id: house.fresh(), thread, text, files, showed, gated: !joined } as const
    const done = await ask({ type: 'say', ...frame })
    return { id: (done.ok && done.message) || '' }
  }

  async function command(command: string, args: Readonly<Record<string, string>> = {}) {
    const thread = await theThread(page)
    await ask({ type: 'command', id: house.fresh(), thread, name: command, args })
  }

  async function isTold(what: RegExp): Promise<void> {
    if (!told.some((words) => what.test(words)))
      throw new Error(`${name} was told ${JSON.stringify(told)}.`)
  }

  return {
    name,
    says: async (text) => say(text),
    async edits({ id: message }, text) {
      await ask({ type: 'edit', id: house.fresh(), message, text })
    },
    async deletes({ id: message }) {
      await ask({ type: 'remove', id: house.fresh(), message })
    },
    async uploads(file, saying) {
      const response = await fetch(`${house.url}/desk/files?inbox=demo`, {
        method: 'POST',
        headers: {
          cookie: page.cookie,
          origin: house.url,
          'content-type': file.type,
          'x-file-name': encodeURIComponent(file.name),
        },
        body: new Uint8Array(file.bytes),
      })
      const body = (await response.json()) as { file?: { id: string }; error?: string }
      if (body.file) await say(saying, [body.file.id])
      else told.push(body.error ?? '')
    },
    async gives(line) {
      const thread = await theThread(page)
      await ask({ type: 'line', id: house.fresh(), thread, text: line })
    },
    async presses(label) {
      const thread = await theThread(page)
      const button = () => page.threads.get(thread)?.buttons.find((one) => one.label === label)
      await page.holds(() => button() !== undefined)
      await command(button()?.command ?? '')
    },
    async chooses(list, value) {
      const thread = await theThread(page)
      const button = () =>
        page.threads
          .get(thread)
          ?.buttons.find(({ pick }) => pick?.placeholder.startsWith(list) === true)
      await page.holds(() => button() !== undefined)
      const { command: given = '', pick } = button() ?? {}
      const { inboxes } = await page.until('world')
      const all = inboxes.flatMap(({ labels }) => labels)
      const one = all.find(({ name: its }) => its === value)
      await command(given, { [pick?.arg ?? '']: one?.id ?? '' })
    },
    async undoes(written) {
      await command('undo', { message: (await find(written)).id })
    },
    async sends(written) {
      await command('send', { message: (await find(written)).id })
    },
    isTold,
    async isIn() {
      const thread = await theThread(page)
      await page.holds(() => page.threads.get(thread)?.joined.includes(page.me) === true)
    },
    async isAlerted(what) {
      await page.until('alert', ({ text }) => what.test(text))
    },
    async sees(text) {
      const thread = await theThread(page)
      await page.holds(() => page.posts(thread).some((post) => shownIn(post).includes(text)))
    },
    async seesFile(file) {
      const thread = await theThread(page)
      const names = () => messages(page, thread).flatMap(({ files }) => files)
      await page.holds(() => names().some((one) => one.name === file))
    },
    async seesMark(written, mark) {
      const thread = await theThread(page)
      const { id } = await find(written)
      const post = () => messages(page, thread).find((one) => one.id === id)
      await page.holds(() => {
        const now = post()
        return now !== undefined && isMarked(page, thread, now, mark)
      })
    },
  }
}

/** The one thread that the page holds, open. */
async function theThread(page: DeskPage): Promise<string> {
  await page.holds(() => page.threads.size > 0)
  const [id = ''] = page.threads.keys()
  if (page.posts(id).length === 0) await page.open(id)
  return id
}

function isStanding(page: DeskPage, thread: string, as: Standing): boolean {
  const card = page.threads.get(thread)
  if (card?.status !== as.status) return false
  if (as.status === 'claimed') return card.assignee?.name === as.by
  return as.status !== 'closed' || card.outcome === as.outcome
}

/** What the card says of what the conversation is about, and who has it. */
function cardWords(page: DeskPage, thread: string): string {
  const card = page.threads.get(thread)
  return card ? `${aboutLine(card, SURE) ?? ''}\nteam ${card.team ?? ''}` : ''
}

function isMarked(page: DeskPage, thread: string, post: MessagePost, mark: Mark): boolean {
  const card = page.threads.get(thread)
  switch (mark) {
    case 'note':
      return post.as === 'note' && post.sentAs === null
    case 'sent':
      return post.sentAs !== null
    case 'withdrawn':
      return post.withdrawnAt !== null
    case 'delivered':
      return post.as === 'reply' && post.number <= (card?.delivered ?? 0)
    case 'seen':
      return post.as === 'reply' && post.number <= (card?.seen ?? 0)
  }
}

function messages(page: DeskPage, thread: string): MessagePost[] {
  return page.posts(thread).filter((post): post is MessagePost => post.kind === 'message')
}

/** What the post says, and what it said before. */
function shownIn(post: DeskPost): string {
  if (post.kind === 'line') return post.text
  return [wordsOf(post), ...post.earlier.map(({ text }) => text)].join('\n')
}

function wordsOf(post: MessagePost): string {
  return post.blocks
    .flatMap((block) => ('inlines' in block ? block.inlines : []))
    .map((inline) => ('text' in inline ? inline.text : ''))
    .join('')
}
