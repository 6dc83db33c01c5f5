import type { TargetedKeyboardEvent } from 'preact'
import { useId, useState } from 'preact/hooks'
import type { DeskButton, DeskPick, DeskThread } from '../../../adapters/desk/protocol.ts'
import { useDesk, usePage } from '../hooks.ts'

interface Props {
  readonly thread: DeskThread
  readonly button: DeskButton
  readonly pick: DeskPick
}

/** A list of values on the card: what is chosen is so at once. */
export function CardPick({ thread, button, pick }: Props) {
  const desk = useDesk()
  const id = useId()
  const [chosen, setChosen] = useState<string | null>(null)
  const labels = usePage(
    (page) => page.desk.world?.inboxes.find((one) => one.id === thread.inbox)?.labels,
  )
  const choices = (labels ?? []).filter(({ kind }) => kind === 'intent')
  if (choices.length === 0) return null
  const isListed = choices.some((one) => one.id === pick.given)

  const choose = async (value: string) => {
    setChosen(value)
    const { command: name } = button
    await desk.press(thread.id, name, { [pick.arg]: value })
    setChosen(null)
  }
  return (
    <span class="card-pick">
      <label class="hidden" for={id}>
        {button.label}
      </label>
      <select
        id={id}
        class="select"
        value={chosen ?? (isListed ? pick.given : '')}
        disabled={chosen !== null}
        aria-busy={chosen !== null}
        onKeyDown={openFirst}
        onChange={(event) => void choose(event.currentTarget.value)}
      >
        {(!isListed || chosen === '') && (
          <option value="" disabled hidden>
            {pick.placeholder}
          </option>
        )}
        {choices.map((one) => (
          <option key={one.id} value={one.id}>
            {one.name}
          </option>
        ))}
      </select>
    </span>
  )
}

/** While it is shut some browsers choose with each key, before anybody has read what there is: it opens instead. */
function openFirst(event: TargetedKeyboardEvent<HTMLSelectElement>): void {
  const chooses = /^(?:Arrow|Home|End|Page)/.test(event.key) || /^\S$/.test(event.key)
  if (!chooses || event.ctrlKey || event.metaKey) return
  event.preventDefault()
  event.currentTarget.showPicker()
}
