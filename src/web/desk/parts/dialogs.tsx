import { useState } from 'preact/hooks'
import { useDesk, usePage } from '../hooks.ts'
import { Icon } from '../icons.tsx'
import type { Dialog } from '../page.ts'
import { SHORTCUTS } from '../shortcuts.ts'
import { CommandForm } from './command-form.tsx'
import { InviteForm } from './invite-form.tsx'
import { Modal } from './modal.tsx'
import { Sentence } from './sentence.tsx'
import { Switcher } from './switcher.tsx'

/** The one dialog that is open, if any. */
export function Dialogs() {
  const dialog = usePage((page) => page.dialog)
  if (!dialog) return null
  switch (dialog.kind) {
    case 'form':
      return <CommandForm {...dialog} />
    case 'answer':
      return <Answer {...dialog} />
    case 'link':
      return <LinkAnswer {...dialog} />
    case 'remove':
      return <Remove {...dialog} />
    case 'invite':
      return <InviteForm />
    case 'switcher':
      return <Switcher />
    case 'keys':
      return <Keys />
    case 'sign-out':
      return <SignOut />
  }
}

type Of<K extends Dialog['kind']> = Extract<Dialog, { readonly kind: K }>

function Answer({ title, text }: Of<'answer'>) {
  return (
    <Modal title={title} wide>
      <section class="answer" tabIndex={0} aria-label="Answer" dir="auto">
        {text}
      </section>
      <footer class="modal-foot">
        <CopyButton text={text} label="Copy" />
      </footer>
    </Modal>
  )
}

function LinkAnswer({ link, text }: Of<'link'>) {
  return (
    <Modal title="Invitation">
      {text !== '' && (
        <p>
          <Sentence text={text} />
        </p>
      )}
      <input
        class="field link-field"
        aria-label="Link"
        readOnly
        value={link}
        onFocus={(event) => event.currentTarget.select()}
      />
      <footer class="modal-foot">
        <CopyButton text={link} label="Copy link" />
      </footer>
    </Modal>
  )
}

function CopyButton({ text, label }: { readonly text: string; readonly label: string }) {
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(text)
    setCopied(true)
  }
  return (
    <button class="button button-primary" onClick={() => void copy()}>
      <Icon name={copied ? 'check' : 'copy'} size={14} />{' '}
      <span aria-live="polite">{copied ? 'Copied' : label}</span>
    </button>
  )
}

function Remove({ message, audience, visitor }: Of<'remove'>) {
  const desk = useDesk()
  const [problem, setProblem] = useState<string | null>(null)
  const remove = async () => {
    const done = await desk.ask({ type: 'remove', message })
    if (done.ok) desk.open(null)
    else setProblem(done.error)
  }
  return (
    <Modal title={audience === 'note' ? 'Delete this note?' : 'Delete this reply?'}>
      <p>
        {audience === 'reply' && (
          <>
            <bdi>{visitor}</bdi> no longer sees it.{' '}
          </>
        )}
        The team can still read what it said.
      </p>
      {problem !== null && (
        <p class="problem" role="alert">
          <Sentence text={problem} />
        </p>
      )}
      <footer class="modal-foot">
        <button class="button" onClick={() => desk.open(null)}>
          Keep it
        </button>
        <button class="button button-danger-solid" onClick={() => void remove()}>
          Delete
        </button>
      </footer>
    </Modal>
  )
}

function Keys() {
  return (
    <Modal title="Keyboard shortcuts">
      <dl class="keys">
        {SHORTCUTS.map(([keys, what]) => (
          <div key={keys}>
            <dt>
              {keys.split(/(?<= {2}or) {2}| {2}(?=or)/).map((part) => (
                <Keys1 key={part} part={part} />
              ))}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  )
}

function Keys1({ part }: { readonly part: string }) {
  return part === 'or' ? <> or </> : <kbd>{part}</kbd>
}

function SignOut() {
  const desk = useDesk()
  const kept = usePage((page) => page.pending.length)
  return (
    <Modal title="Sign out?">
      <p>
        {kept > 0
          ? `${kept} of your messages have not been sent yet and would be lost.`
          : 'Drafts in this browser are forgotten. To come back you need a sign-in link.'}
      </p>
      <footer class="modal-foot">
        <button class="button" onClick={() => desk.open(null)}>
          Stay
        </button>
        <button class="button button-danger-solid" onClick={desk.signOut}>
          Sign out
        </button>
      </footer>
    </Modal>
  )
}
