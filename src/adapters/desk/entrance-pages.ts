import { createHash } from 'node:crypto'
import type { Response } from 'express'
import { escapeHtml } from '../sentences.ts'

/** A page of the desk's entrance, and the policy that lets nothing run but what is in it. */
export interface EntrancePage {
  readonly html: string
  readonly policy: string
}

const STYLE = `
  :root { color-scheme: light dark; font: 17px/1.5 system-ui, sans-serif }
  body { max-width: 30rem; margin: 15vh auto; padding: 0 1.5rem }
  h1 { font-size: 1.4rem }
  label, input, button { display: block; font: inherit }
  input { width: 100%; box-sizing: border-box; margin: .3rem 0 1rem; padding: .5rem }
  button { padding: .5rem 1.2rem; cursor: pointer }
  [role=alert] { color: #b3261e; color: light-dark(#b3261e, #ff9a90) }
  code { white-space: nowrap }
`
const SUBMIT = 'document.forms[0].requestSubmit()'

const POLICY = [
  "default-src 'none'",
  `style-src '${hashFor(STYLE)}'`,
  `script-src '${hashFor(SUBMIT)}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** Never stored. Beyond its origin the address, which holds the token, is told to nobody. */
export function show(response: Response, status: number, { html, policy }: EntrancePage): void {
  response
    .status(status)
    .set({
      'Cache-Control': 'no-store',
      'Content-Security-Policy': policy,
      // Under “no-referrer” browsers hide the origin of a form too, and the form would be refused.
      'Referrer-Policy': 'strict-origin',
    })
    .type('html')
    .send(html)
}

/** Lets in a member that the link was made for; by itself, or by the button where scripts do not run. */
export function comeInPage(token: string, name: string): EntrancePage {
  return page('Come in', [
    `<p>This link signs you in as <strong>${escapeHtml(name)}</strong>.</p>`,
    form(token, '<button>Come in</button>'),
    `<script>${SUBMIT}</script>`,
  ])
}

/** Asks a new member for their public name. */
export function joinPage(token: string, name: string, error: string | null): EntrancePage {
  const alert = error === null ? '' : `<p role="alert" id="error">${escapeHtml(error)}</p>`
  const described = error === null ? '' : ' aria-invalid="true" aria-describedby="error"'
  return page('Join the desk', [
    '<p>Choose the name that visitors and the team will see you by.</p>',
    alert,
    form(
      token,
      `<label>Your name <input name="name" value="${escapeHtml(name)}" autocomplete="nickname" required minlength="2" maxlength="80" autofocus${described}></label>
      <button>Join</button>`,
    ),
  ])
}

export function usedPage(): EntrancePage {
  return page('This link no longer works', [
    '<p>It was used already, or its time has run out: each link lets in one person, once.</p>',
    HOW_TO_GET_IN,
  ])
}

export function signedOutPage(): EntrancePage {
  return page('You are not signed in', [
    '<p>The desk opens with a one-time link.</p>',
    HOW_TO_GET_IN,
  ])
}

const HOW_TO_GET_IN =
  '<p>Ask a supervisor for an invitation. Whoever runs Greenroom finds a new link in what it prints when it starts.</p>'

function form(token: string, fields: string): string {
  return `<form method="post" action="/desk/enter">
      <input type="hidden" name="token" value="${escapeHtml(token)}">
      ${fields}
    </form>`
}

function page(title: string, parts: readonly string[]): EntrancePage {
  const html = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <meta name="robots" content="noindex">
    <title>${title} · Greenroom</title>
    <style>${STYLE}</style>
  </head>
  <body>
    <main>
    <h1>${title}</h1>
    ${parts.join('\n    ')}
    </main>
  </body>
</html>
`
  return { html, policy: POLICY }
}

function hashFor(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`
}
