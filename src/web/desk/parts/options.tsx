/* oxlint-disable jsx-a11y/prefer-tag-over-role -- no tag is a list of choices that a text field drives */
import type { ComponentChildren } from 'preact'

export interface Option {
  readonly key: string
  readonly disabled: boolean
  readonly content: ComponentChildren
  take(): void
}

interface Props {
  readonly id: string
  readonly label: string
  readonly options: readonly Option[]
  readonly chosen: number
}

/** Choices below a text field that keeps the cursor; the field names the chosen one by `optionId`. */
export function Options({ id, label, options, chosen }: Props) {
  return (
    <div id={id} class="options" role="listbox" aria-label={label}>
      {options.map((option, index) => (
        <div
          key={option.key}
          id={optionId(id, index)}
          class="option"
          role="option"
          tabIndex={-1}
          aria-selected={index === chosen}
          aria-disabled={option.disabled}
          onMouseDown={(event) => {
            // Before the field loses its cursor.
            event.preventDefault()
            if (!option.disabled) option.take()
          }}
        >
          {option.content}
        </div>
      ))}
    </div>
  )
}

/** The id of a choice, for `aria-activedescendant`. */
export function optionId(list: string, index: number): string {
  return `${list}-${index}`
}
