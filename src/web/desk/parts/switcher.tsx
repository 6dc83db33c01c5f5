import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import { useDesk, usePage } from '../hooks.ts'
import { Icon } from '../icons.tsx'
import type { Found } from '../finding.ts'
import { find } from '../finding.ts'
import { usage } from '../completion.ts'
import { InboxDot } from './inbox-dot.tsx'
import { Modal } from './modal.tsx'
import { optionId, Options } from './options.tsx'
import { useChoice } from './use-choice.ts'

/** Finds any conversation or command by a few letters. */
export function Switcher() {
  const desk = useDesk()
  const threads = usePage((page) => page.desk.threads)
  const commands = usePage((page) => page.desk.world?.commands ?? NONE)
  const current = usePage((page) => page.thread)
  const [words, setWords] = useState('')
  const choice = useChoice(words)
  const { chosen } = choice.now()
  const field = useRef<HTMLInputElement>(null)
  useLayoutEffect(() => field.current?.focus(), [])
  const found = useMemo(
    () => find(words, threads.values(), commands, current !== null),
    [words, threads, commands, current],
  )

  const take = (one: Found | undefined) => {
    if (!one) return
    desk.open(null)
    if (one.kind === 'thread') return desk.show(one.thread.id)
    const { command } = one
    if (command.args.length === 0) return void desk.press(current, command.name)
    desk.open({ kind: 'form', thread: current, command, label: `/${command.name}`, danger: false })
  }
  const key = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0 && found.length > 0) choice.move(step, found.length)
    else if (event.key === 'Enter' && !event.isComposing) take(found[choice.now().chosen])
    else return
    event.preventDefault()
  }
  const options = found.map((one) => ({
    key: keyOf(one),
    disabled: false,
    content: <Line found={one} />,
    take: () => take(one),
  }))
  return (
    <Modal title="Find">
      <input
        ref={field}
        class="field"
        role="combobox"
        aria-label="Conversation or command"
        aria-expanded={found.length > 0}
        aria-controls={FOUND}
        aria-activedescendant={found.length > 0 ? optionId(FOUND, chosen) : undefined}
        placeholder="A name, a number, a word, or / for a command"
        value={words}
        onInput={(event) => setWords(event.currentTarget.value)}
        onKeyDown={key}
      />
      {found.length > 0 && <Options id={FOUND} label="Found" options={options} chosen={chosen} />}
      {found.length === 0 && <output class="quiet">Nothing has these words.</output>}
    </Modal>
  )
}

const NONE: readonly never[] = []
const FOUND = 'found'

function keyOf(found: Found): string {
  return found.kind === 'thread' ? found.thread.id : `/${found.command.name}`
}

function Line({ found }: { readonly found: Found }) {
  if (found.kind === 'command') {
    return (
      <>
        <Icon name="slash" /> <span class="found-name">/{usage(found.command)}</span>{' '}
        <span class="found-more">{found.command.summary}</span>
      </>
    )
  }
  const { thread } = found
  return (
    <>
      <InboxDot inbox={thread.inbox} />
      <bdi class="found-name">{thread.visitor.name}</bdi>
      <span class="found-more">
        #{thread.number} · {thread.status} · <bdi>{thread.last?.text}</bdi>
      </span>
    </>
  )
}
