import type { Completion, Suggestion } from '../completion.ts'
import { usage } from '../completion.ts'
import type { Option } from './options.tsx'
import { Options } from './options.tsx'

interface Props {
  readonly completion: Completion
  readonly chosen: number
  take(line: string): void
}

export const COMPLETION = 'completion'

/** What `/` offers, above the composer; driven by the keys of the composer. */
export function CompletionList({ completion, chosen, take }: Props) {
  const { suggestions, command, arg } = completion
  const options = suggestions.map((one) => optionFor(one, () => take(one.line)))
  return (
    <div class="completion">
      {command && (
        <p class="completion-usage">
          <code>/{usage(command)}</code>
          {arg && (
            <span class="quiet">
              {arg.placeholder === '' ? arg.label : `${arg.label}: ${arg.placeholder}`}
            </span>
          )}
        </p>
      )}
      {options.length > 0 && (
        <Options id={COMPLETION} label="Completions" options={options} chosen={chosen} />
      )}
    </div>
  )
}

function optionFor({ label, detail, disabled }: Suggestion, take: () => void): Option {
  const content = (
    <>
      <bdi class="completion-label">{label}</bdi>
      <span class="completion-detail" dir="auto">
        {detail}
      </span>
    </>
  )
  return { key: label, disabled, content, take }
}
