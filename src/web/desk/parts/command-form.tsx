import { useState } from 'preact/hooks'
import { useDesk, usePage } from '../hooks.ts'
import type { Dialog } from '../page.ts'
import { FormField } from './form-field.tsx'
import { Modal } from './modal.tsx'
import { Sentence } from './sentence.tsx'

type Props = Extract<Dialog, { readonly kind: 'form' }>

/** A command's form, drawn from its arguments. A refusal stands in it, and nothing typed is lost. */
export function CommandForm({ command, thread, label, danger }: Props) {
  const desk = useDesk()
  const about = usePage((page) => (thread === null ? undefined : page.desk.threads.get(thread)))
  const [values, setValues] = useState<Readonly<Record<string, string>>>({})
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)

  const send = async () => {
    const missing = command.args.find(
      (arg) => arg.required && (values[arg.name] ?? '').trim() === '',
    )
    if (missing) return setProblem(`Fill in “${missing.label}”.`)
    setBusy(true)
    const done = await desk.ask({
      type: 'command',
      thread,
      name: command.name,
      args: filled(values),
    })
    setBusy(false)
    if (!done.ok) return setProblem(done.error)
    desk.open(null)
    desk.answer(done, thread, `/${command.name}`)
  }
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    void send()
  }
  return (
    <Modal title={about ? `${label}: #${about.number} ${about.visitor.name}` : label}>
      <form class="form" onSubmit={submit}>
        <p class="quiet">{command.summary}.</p>
        {command.args.map((arg, index) => (
          <FormField
            key={arg.name}
            arg={arg}
            isFirst={index === 0}
            inbox={about?.inbox ?? null}
            value={values[arg.name] ?? ''}
            change={(value) => {
              setProblem(null)
              setValues((held) => ({ ...held, [arg.name]: value }))
            }}
          />
        ))}
        {problem !== null && (
          <p class="problem" role="alert">
            <Sentence text={problem} />
          </p>
        )}
        <footer class="modal-foot">
          <button type="button" class="button" onClick={() => desk.open(null)}>
            Cancel
          </button>
          <button
            type="submit"
            class={`button ${danger ? 'button-danger-solid' : 'button-primary'}`}
            disabled={busy}
            aria-busy={busy}
          >
            {label}
          </button>
        </footer>
      </form>
    </Modal>
  )
}

function filled(values: Readonly<Record<string, string>>): Record<string, string> {
  const given = Object.entries(values).map(([name, value]) => [name, value.trim()] as const)
  return Object.fromEntries(given.filter(([, value]) => value !== ''))
}
