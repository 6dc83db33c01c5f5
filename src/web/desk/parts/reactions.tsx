import { useRef, useState } from 'preact/hooks'
import type { MessagePost } from '../delivery.ts'
import { whyNotReply } from '../audience.ts'
import type { Desk } from '../desk.ts'
import { useDesk, usePage } from '../hooks.ts'
import { Icon } from '../icons.tsx'
import { me } from '../page.ts'
import type { Page } from '../page.ts'
import { chipsOf } from '../reacting.ts'
import type { Chip } from '../reacting.ts'

const HANDFUL = ['👍', '❤️', '😂', '🎉', '🙏', '👏']

interface Props {
  readonly post: MessagePost
  readonly thread: string
  readonly visitor: string
}

/** What was set on a message; a press joins in, or takes one's own back. */
export function Reactions({ post, visitor }: Omit<Props, 'thread'>) {
  const desk = useDesk()
  const mine = usePage((page) => me(page)?.id ?? '')
  const chips = chipsOf(post.reactions ?? [], mine, visitor)
  if (chips.length === 0) return null
  return (
    <ul class="reactions" aria-label="Reactions">
      {chips.map((chip) => (
        <li key={chip.emoji}>
          <button
            class="reaction"
            data-private={!chip.isPublic}
            aria-pressed={chip.isMine}
            aria-label={labelOf(chip, visitor)}
            title={labelOf(chip, visitor)}
            onClick={() => void react(desk, post.id, chip.emoji, !chip.isMine)}
          >
            {chip.emoji}
            {chip.count > 1 && <span class="reaction-count">{chip.count}</span>}
            {chip.isVisitors && <bdi class="reaction-name">{visitor}</bdi>}
          </button>
        </li>
      ))}
    </ul>
  )
}

function labelOf({ emoji, names, isPublic }: Chip, visitor: string): string {
  return `${emoji} ${names}${isPublic ? '' : `, not shown to ${visitor}`}`
}

/** A handful of emoji, and who will see the one that is set. */
export function ReactButton(props: Props) {
  const [isOpen, setOpen] = useState(false)
  const toggle = useRef<HTMLButtonElement>(null)
  const sheet = useRef<HTMLFieldSetElement>(null)
  const id = `react-${props.post.id}`
  return (
    <>
      <button
        class="icon-button"
        ref={toggle}
        aria-label="React"
        aria-expanded={isOpen}
        popovertarget={id}
      >
        <Icon name="smile" size={14} />
      </button>
      <fieldset
        id={id}
        class="react-sheet"
        popover="auto"
        ref={sheet}
        onBeforeToggle={() =>
          sheet.current && toggle.current && place(sheet.current, toggle.current)
        }
        onToggle={(event) => setOpen(event.newState === 'open')}
      >
        {isOpen && <Sheet {...props} close={() => sheet.current?.hidePopover()} />}
      </fieldset>
    </>
  )
}

const GAP = 4
/** The sheet's own size, about (px): it is placed before it is drawn. */
const [WIDTH, HEIGHT] = [210, 70]

/** Over its button, or under it where there is no room. */
function place({ style }: HTMLElement, button: HTMLElement) {
  const { top, bottom, left } = button.getBoundingClientRect()
  const above = top > HEIGHT + GAP
  style.top = above ? 'auto' : `${bottom + GAP}px`
  style.bottom = above ? `${innerHeight - top + GAP}px` : 'auto'
  style.left = `${Math.max(GAP, Math.min(left, innerWidth - WIDTH))}px`
}

function Sheet({ post, thread, visitor, close }: Props & { close(): void }) {
  const desk = useDesk()
  const mine = usePage((page) => me(page)?.id ?? '')
  const isSeen = usePage((page) => reaches(page, thread)) && post.as !== 'note'
  const set = (post.reactions ?? []).filter(({ by }) => by?.id === mine).map(({ emoji }) => emoji)
  const choose = (emoji: string) => {
    close()
    void react(desk, post.id, emoji, !set.includes(emoji))
  }
  return (
    <>
      <legend class="hidden">React with</legend>
      <div class="react-emoji">
        {HANDFUL.map((emoji, index) => (
          <button
            key={emoji}
            ref={index === 0 ? focusAtOnce : null}
            aria-pressed={set.includes(emoji)}
            onClick={() => choose(emoji)}
          >
            {emoji}
          </button>
        ))}
      </div>
      <p class="react-audience" data-seen={isSeen}>
        {isSeen ? (
          <>
            <bdi>{visitor}</bdi> sees it
          </>
        ) : (
          'Only the team sees it'
        )}
      </p>
    </>
  )
}

function focusAtOnce(button: HTMLButtonElement | null) {
  button?.focus({ preventScroll: true })
}

function reaches(page: Page, id: string): boolean {
  const thread = page.desk.threads.get(id)
  const member = me(page)
  return !!thread && !!member && whyNotReply(thread, member) === null
}

async function react(desk: Desk, message: string, emoji: string, on: boolean): Promise<void> {
  const done = await desk.ask({ type: 'react', message, emoji, on })
  if (!done.ok) desk.toast(done.error, 'bad')
}
