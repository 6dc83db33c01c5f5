import { useLayoutEffect, useId, useRef, useState } from 'preact/hooks'
import type { DeskArg } from '../../../adapters/desk/protocol.ts'
import { answers, valuesFor } from '../completion.ts'
import { usePage } from '../hooks.ts'
import { Face } from './face.tsx'
import { TeamPicks } from './team-picks.tsx'

interface Props {
  readonly arg: DeskArg
  readonly isFirst: boolean
  readonly inbox: string | null
  readonly value: string
  change(value: string): void
}

/** One value of a form, by its kind: faces to pick from, chips, or a field to write in. */
export function FormField(props: Props) {
  const { arg } = props
  const world = usePage((page) => page.desk.world)
  const inbox = world?.inboxes.find((one) => one.id === props.inbox) ?? null
  if (arg.kind === 'agent') return <AgentPicker {...props} />
  if (arg.kind === 'text') return <TextField {...props} />
  if (arg.kind === 'teams') return <TeamsField {...props} />
  const sources = { commands: [], members: [], inbox, teams: world?.teams ?? [] }
  const values = valuesFor(arg, sources).map(({ value }) => value)
  return <Chips {...props} values={values} />
}

function labelOf({ label, required }: DeskArg): string {
  return required ? label : `${label} (optional)`
}

function TextField({ arg, isFirst, value, change }: Props) {
  const id = useId()
  const field = useRef<HTMLTextAreaElement>(null)
  useLayoutEffect(() => {
    if (isFirst) field.current?.focus()
  }, [isFirst])
  return (
    <div class="form-field">
      <label for={id}>{labelOf(arg)}</label>
      <textarea
        id={id}
        ref={field}
        class="field"
        dir="auto"
        rows={3}
        placeholder={arg.placeholder}
        value={value}
        onInput={(event) => change(event.currentTarget.value)}
      />
    </div>
  )
}

function TeamsField({ arg, value, change }: Props) {
  const teams = usePage((page) => page.desk.world?.teams ?? [])
  return (
    <TeamPicks
      legend={labelOf(arg)}
      teams={[...teams.map(({ name }) => ({ id: name, name })), { id: NONE, name: NONE }]}
      picked={value === '' ? [] : value.split(', ')}
      change={(picked) => {
        const alone = picked.at(-1) === NONE
        change((alone ? [NONE] : picked.filter((one) => one !== NONE)).join(', '))
      }}
    />
  )
}

/** What is said for no team at all. */
const NONE = 'none'

/** Only these kinds take nothing but what is offered. */
const CLOSED = new Set<DeskArg['kind']>(['priority', 'outcome', 'canned', 'chat', 'label', 'team'])

function Chips({ arg, value, values, change }: Props & { readonly values: readonly string[] }) {
  const id = useId()
  const takesOther = !CLOSED.has(arg.kind) || values.length === 0
  return (
    <fieldset class="form-field">
      <legend>{labelOf(arg)}</legend>
      {values.length > 0 && (
        <div class="chips">
          {values.map((one) => (
            <label key={one} class="chip">
              <input type="radio" name={id} checked={value === one} onChange={() => change(one)} />
              <span>{one}</span>
            </label>
          ))}
        </div>
      )}
      {takesOther && (
        <input
          class="field"
          aria-label={values.length > 0 ? `${arg.label}, in words` : arg.label}
          placeholder={arg.placeholder === '' ? 'Or write it' : arg.placeholder}
          value={value}
          dir="auto"
          onInput={(event) => change(event.currentTarget.value)}
        />
      )}
    </fieldset>
  )
}

const SEARCHED = 8

function AgentPicker({ arg, value, change }: Props) {
  const id = useId()
  const world = usePage((page) => page.desk.world)
  const online = usePage((page) => page.desk.online)
  const [wanted, setWanted] = useState('')
  const others = (world?.members ?? []).filter(
    (member) => answers(member) && member.id !== world?.me.id,
  )
  const found = others
    .filter(({ name }) => name.toLowerCase().includes(wanted.trim().toLowerCase()))
    .toSorted(
      (a, b) => Number(online.has(b.id)) - Number(online.has(a.id)) || a.name.localeCompare(b.name),
    )
  return (
    <fieldset class="form-field">
      <legend>{labelOf(arg)}</legend>
      {others.length > SEARCHED && (
        <input
          class="field"
          type="search"
          aria-label="Search colleagues"
          placeholder="Search…"
          value={wanted}
          onInput={(event) => setWanted(event.currentTarget.value)}
        />
      )}
      <div class="people">
        {!arg.required && (
          <label class="person">
            <input type="radio" name={id} checked={value === ''} onChange={() => change('')} />
            <span class="person-words">Nobody in particular</span>
          </label>
        )}
        {found.map((member) => (
          <label key={member.id} class="person">
            <input
              type="radio"
              name={id}
              checked={value === member.name}
              onChange={() => change(member.name)}
            />
            <Face
              name={member.name}
              picture={member.picture}
              size={28}
              online={online.has(member.id)}
            />
            <span class="person-words">
              <bdi>{member.name}</bdi>
              <span class="quiet">
                {online.has(member.id) ? 'Here now' : 'Away'} · {member.role}
              </span>
            </span>
          </label>
        ))}
      </div>
      {others.length === 0 && <p class="quiet">There is nobody else here who answers visitors.</p>}
    </fieldset>
  )
}
