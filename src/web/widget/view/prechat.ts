import type { Question } from '../../../adapters/widget/protocol.ts'
import { Failure } from '../client/http.ts'
import { h } from './dom.ts'
import type { Ui } from './ui.ts'

const TEXTS = {
  en: {
    whom: 'Who can help?',
    start: 'Start chat',
    choose: 'Choose…',
    failed: 'Not sent. Try again.',
  },
  de: {
    whom: 'Wer kann helfen?',
    start: 'Chat beginnen',
    choose: 'Bitte wählen…',
    failed: 'Nicht gesendet. Versuche es noch einmal.',
  },
}

// The greeting stands above as a whole, where there is room for it and for a question or two.
const CSS = `.middle:has(~.ask){display:flex;flex:none;max-height:min(50%,100% - 260px)}
.middle:has(~.ask) .log{flex:1;height:auto}
.ask{display:grid;gap:12px;margin-top:auto;min-height:0;padding-top:14px;border-top:1px solid var(--line);overflow:auto}
.ask label{display:grid;gap:4px;font-size:13px;color:var(--dim)}
.ask :is(input,select){padding:9px 12px;border:1px solid var(--line);border-radius:12px;background:var(--bg);color:var(--fg);font:16px system-ui,sans-serif}
.ask :is(input,select):focus-visible{outline-offset:0;outline-color:var(--dim)}
.ask button{padding:11px;border-radius:22px;background:var(--gr-accent);color:var(--gr-ink);font-weight:600}
.ask button:focus-visible{outline-color:var(--fg);outline-offset:2px}`

const TYPES: Readonly<Record<string, string>> = { email: 'email', phone: 'tel' }
// What a browser may fill in by itself, if the visitor wants.
const KNOWN: Readonly<Record<string, string>> = { name: 'name', email: 'email', phone: 'tel' }

/** The questions before the first message, in place of the composer until they are answered; then `done`. */
export function createPrechat({ chat, language, notice }: Ui, done: () => void) {
  const questions = chat.settings?.ask ?? []
  const texts = language.startsWith('de') ? TEXTS.de : TEXTS.en
  const fields = questions.map((question) => [question.key, fieldFor(question)] as const)
  const button = h('button', {}, texts.start)
  const form = h(
    'form',
    {
      class: 'ask',
      onsubmit(event: Event) {
        event.preventDefault()
        if (!button.disabled) void submit()
      },
    },
    ...questions.map(({ key, label, required }, index) =>
      h(
        'label',
        {},
        h(
          'span',
          { dir: 'auto' },
          `${label ?? (key === 'department' && texts.whom)}${required ? ' *' : ''}`,
        ),
        fields[index]?.[1],
      ),
    ),
    button,
  )

  function fieldFor({ key, required, choices }: Question) {
    if (!choices) {
      const type = TYPES[key] ?? 'text'
      return h('input', {
        type,
        required,
        maxlength: 200,
        dir: 'auto',
        autocomplete: KNOWN[key] ?? 'off',
      })
    }
    const options = choices.map(({ value, text }) => new Option(text, value))
    const none = new Option(texts.choose, '')
    return h('select', { required }, none, ...options)
  }

  async function submit() {
    button.disabled = true
    const answers = fields.map(([key, { value }]) => [key, value.trim()] as const)
    try {
      await chat.answer(Object.fromEntries(answers.filter(([, value]) => value)))
      notice('')
      form.remove()
      done()
    } catch (error) {
      notice((error instanceof Failure && error.message) || texts.failed)
    }
    button.disabled = false
  }

  // Once it stands in the widget.
  queueMicrotask(() => {
    const root = form.getRootNode() as ShadowRoot // the widget is in no other
    // A page's own policy may forbid style elements, and no sheets.
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(CSS)
    root.adoptedStyleSheets.push(sheet)
    // Who goes by the keyboard begins to answer at once, whichever came first: the panel or these questions.
    const panel = form.closest('.panel')
    const begin = () => {
      if (panel?.matches(':focus-visible') && form.isConnected) fields[0]?.[1].focus()
    }
    begin()
    panel?.addEventListener('focus', begin)
  })

  return form
}
