import { plainText } from '../../src/conversation/message.ts'
import type { DeskPage } from '../support/desk-page.ts'
import { openDeskPage } from '../support/desk-page.ts'
import { openTestDesk, SUPPORT } from '../support/desk.ts'
import type { TestDesk } from '../support/desk.ts'
import { teamChatContract } from './team-chat.contract.ts'
import type { TeamChatHarness } from './team-chat.contract.ts'

teamChatContract('the desk', async (): Promise<TeamChatHarness> => {
  const test = await openTestDesk()
  const watching = await test.page('Ana')

  return {
    chat: test.desk,
    inbox: test.inbox,
    place: SUPPORT,
    other: { chat: 'desk', channel: 'shop' },
    async shown(thread) {
      const { posts } = await watching.open(thread)
      return posts.map((post) =>
        post.kind === 'line' ? post.text : plainText({ blocks: post.blocks, files: [] }),
      )
    },
    async card(thread) {
      const page = await freshPage(test)
      const card = page.threads.get(thread)
      return { status: card?.status ?? 'none', assignee: card?.assignee?.name ?? null }
    },
    async moved(thread) {
      const card = (await freshPage(test)).threads.get(thread)
      const names = card?.movedTo?.map(({ name }) => name) ?? []
      const offers = card?.buttons.map(({ label }) => label) ?? []
      return { says: `Moved to ${names.join(' and ')}`, offers }
    },
    async reactions(thread, text) {
      const { posts } = await watching.open(thread)
      const found = posts.find(
        (post) => post.kind === 'message' && plainText({ blocks: post.blocks, files: [] }) === text,
      )
      return found?.kind === 'message' ? (found.reactions ?? []).map(({ emoji }) => emoji) : []
    },
    async react(who, thread, _text, emoji, isOn) {
      const page = await pageOf(test, who)
      if (!page) return
      const { posts } = await watching.open(thread)
      const message = posts[0]?.id ?? ''
      const id = `${who}-${String(isOn)}`
      const done = page.ask({ type: 'react', id, message, emoji, on: isOn })
      await Promise.race([done.catch(() => undefined), page.closed])
    },
    threads: async () => (await freshPage(test)).threads.size,
    noticed: {
      place: SUPPORT,
      async texts() {
        const { cookie } = await test.member('Eve', 'supervisor')
        const agents = await (await freshPage(test)).until('world')
        const { notice } = await (await test.pageOf(cookie)).until('world')
        return [agents.notice, notice].flatMap((one) => (one ? [one.text] : []))
      },
    },
    async write(who, thread, text, id) {
      const page = await pageOf(test, who)
      if (!page) return
      const said = page.ask({ type: 'say', id, thread, text, files: [], showed: 'reply' })
      await Promise.race([said.catch(() => undefined), page.closed])
    },
    stop: test.stop,
  }
})

async function freshPage(test: TestDesk): Promise<DeskPage> {
  return test.page('Ana')
}

async function pageOf(test: TestDesk, who: 'member' | 'inactive' | 'stranger') {
  if (who === 'member') return test.page('Ben')
  if (who === 'stranger') {
    return openDeskPage(test.url, '').catch(() => null)
  }
  const { member, cookie } = await test.member('Cleo')
  const page = await test.pageOf(cookie)
  await test.database.people.put({ ...member, active: false })
  return page
}
