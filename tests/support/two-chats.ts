import type { DeskPost } from '../../src/adapters/desk/protocol.ts'
import { enter } from './desk.ts'
import { openDeskPage } from './desk-page.ts'
import type { DeskPage } from './desk-page.ts'
import { slackHouse } from './slack-house.ts'

/** New conversations go to the desk, and can be moved to Slack. */
export const DESK_FIRST =
  'places: [{chat: desk, channel: support}]\n    moves: [{chat: slack, channel: support}]'

export type TwoChats = Awaited<ReturnType<typeof twoChats>>

/**
 * A house whose team sits at the desk and in Slack at once: Fay, an agent, at the desk; Ana, Ben and Cleo in
 * Slack. Nina has written.
 */
export async function twoChats(setup: Parameters<typeof slackHouse>[0] = {}) {
  const house = await slackHouse({ desk: true, ...setup })
  const { url, slack } = house
  const eve = await sits(await enter(url, absolute(await house.greenroom.signInLink()), 'Eve'))
  const done = await eve.ask({ type: 'invite', id: 'invite', role: 'agent' })
  if (!done.ok || !done.link) throw new Error('No invitation was made.')
  const fay = await sits(await enter(url, absolute(done.link), 'Fay'))
  const nina = await house.visitor()
  await nina.say('Where is my parcel?')
  await fay.holds(() => fay.threads.size > 0)
  const [id = ''] = fay.threads.keys()
  await fay.open(id)
  let count = 0

  function absolute(link: string): string {
    return new URL(link, url).href
  }

  async function sits(cookie: string): Promise<DeskPage> {
    const page = await openDeskPage(url, cookie)
    page.send({ type: 'hello', cursor: null })
    await page.until('world')
    await page.settled()
    return page
  }

  const post = (text: string) => fay.posts(id).find((one) => saysOf(one).includes(text))
  const card = () => {
    const thread = fay.threads.get(id)
    if (!thread) throw new Error('The desk has no such thread.')
    return thread
  }

  return {
    ...house,
    nina,
    fay,
    id,
    desk: {
      card,
      post,
      /** What the thread says, in order. */
      texts: () => fay.posts(id).map(saysOf),
      /** Resolves once the thread shows these words. */
      shows: (text: string) => fay.holds(() => post(text) !== undefined),
      holds: (fits: () => boolean) => fay.holds(fits),
      /** Fay does something in the thread; what she is told. */
      async does(line: string, files: readonly string[] = []): Promise<string> {
        const id_ = `fay-${(count += 1)}`
        const said = { type: 'say', id: id_, thread: id, text: line, files } as const
        const answer = await fay.ask({ ...said, showed: 'reply' })
        return answer.ok ? '' : answer.error
      },
      /** The same, with what is pressed beside the message with these words. */
      async changes(text: string, how: { readonly edit: string } | 'remove' | 'undo') {
        await fay.holds(() => post(text) !== undefined)
        const message = post(text)?.id ?? ''
        const id_ = `fay-${(count += 1)}`
        const answer = await fay.ask(
          how === 'undo'
            ? { type: 'command', id: id_, thread: id, name: 'undo', args: { message } }
            : how === 'remove'
              ? { type: 'remove', id: id_, message }
              : { type: 'edit', id: id_, message, text: how.edit },
        )
        return answer.ok ? '' : answer.error
      },
    },
    /** Slack's thread and what it says, in order. */
    async inSlack(): Promise<readonly string[]> {
      return (await house.thread()).texts()
    },
    slackCard: async () => slack.channel('support').thread((await house.thread()).root).root,
  }
}

function saysOf(post: DeskPost): string {
  if (post.kind === 'line') return post.text
  const words = post.blocks.map((block) =>
    'inlines' in block
      ? block.inlines.map((inline) => ('text' in inline ? inline.text : '')).join('')
      : '',
  )
  return [...words, ...post.files.map(({ name }) => name)].join('\n')
}
