interface Props {
  readonly label: string
  readonly on: boolean
  /** The label is for who listens; what it is stands beside it. */
  readonly bare?: boolean
  change(on: boolean): void
}

/** Something that is on or off, changed with a press. */
export function Switch({ label, on, bare = false, change }: Props) {
  return (
    <label class={`switch ${bare ? 'switch-bare' : ''}`} title={bare ? label : undefined}>
      <span class={bare ? 'hidden' : undefined}>{label}</span>
      <input
        type="checkbox"
        role="switch"
        checked={on}
        aria-checked={on}
        onChange={(event) => change(event.currentTarget.checked)}
      />
    </label>
  )
}
