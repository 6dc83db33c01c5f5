interface Props {
  readonly legend: string
  readonly teams: readonly { readonly id: string; readonly name: string }[]
  readonly picked: readonly string[]
  change(picked: readonly string[]): void
}

/** Teams to tick, as many as one likes. */
export function TeamPicks({ legend, teams, picked, change }: Props) {
  return (
    <fieldset class="form-field">
      <legend>{legend}</legend>
      <div class="chips">
        {teams.map(({ id, name }) => (
          <label key={id} class="chip">
            <input
              type="checkbox"
              checked={picked.includes(id)}
              onChange={(event) => {
                const others = picked.filter((one) => one !== id)
                change(event.currentTarget.checked ? [...others, id] : others)
              }}
            />
            <span dir="auto">{name}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
