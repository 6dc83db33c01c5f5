import { ButtonStyle } from 'discord.js'
import { button, row } from '../components.ts'
import type { Row } from '../components.ts'
import { escapeDiscord } from '../escape.ts'
import { choiceOf, CONTACT } from './custom-ids.ts'
import type { OpenInbox } from './inboxes.ts'

const IN_ROW = 5
const MOST = 25

/** Asks somebody whom they write to, and shows whom they chose; it can be pressed again at any time. */
export function drawPicker(
  all: readonly OpenInbox[],
  chosen: string | null,
): { readonly content: string; readonly rows: readonly Row[] } {
  const now = all.find(({ inbox }) => inbox.id === chosen)?.inbox.name
  const more = all.length > MOST ? ` \`/${CONTACT}\` finds the others.` : ''
  const buttons = all.slice(0, MOST).map(({ inbox: { id, name } }) =>
    button({
      customId: choiceOf(id),
      label: name,
      style: id === chosen ? ButtonStyle.Primary : ButtonStyle.Secondary,
    }),
  )
  const rows: Row[] = []
  for (let from = 0; from < buttons.length; from += IN_ROW)
    rows.push(row(...buttons.slice(from, from + IN_ROW)))
  const content =
    now === undefined
      ? `Whom do you want to write to? What you wrote is kept until you choose.${more}`
      : `You write to **${escapeDiscord(now)}** from now on. Press another name to change that.${more}`
  return { content, rows }
}
