import type { Response } from 'express'
import { plainPage, type PlainPage } from '../plain-page.ts'
import { escapeHtml } from '../sentences.ts'

const SUBMIT = 'document.forms[0].requestSubmit()'

/** Never stored. Beyond its origin the address, which holds the token, is told to nobody. */
export function show(response: Response, status: number, { html, policy }: PlainPage): void {
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
export function comeInPage(token: string, name: string): PlainPage {
  const hello = `<p>This link signs you in as <strong>${escapeHtml(name)}</strong>.</p>`
  return plainPage('Come in', `${hello}${form(token, '<button>Come in</button>')}`, SUBMIT)
}

/** Asks a new member for their public name. */
export function joinPage(token: string, name: string, error: string | null): PlainPage {
  const alert = error === null ? '' : `<p role="alert" id="error">${escapeHtml(error)}</p>`
  const described = error === null ? '' : ' aria-invalid="true" aria-describedby="error"'
  return plainPage(
    'Join the desk',
    [
      '<p>Choose the name that visitors and the team will see you by.</p>',
      alert,
      form(
        token,
        `<label>Your name <input name="name" value="${escapeHtml(name)}" autocomplete="nickname" required minlength="2" maxlength="80" autofocus${described}></label>
      <button>Join</button>`,
      ),
    ].join('\n    '),
  )
}

export function usedPage(): PlainPage {
  return plainPage(
    'This link no longer works',
    [
      '<p>It was used already, or its time has run out: each link lets in one person, once.</p>',
      HOW_TO_GET_IN,
    ].join('\n    '),
  )
}

export function signedOutPage(): PlainPage {
  return plainPage(
    'You are not signed in',
    ['<p>The desk opens with a one-time link.</p>', HOW_TO_GET_IN].join('\n    '),
  )
}

const HOW_TO_GET_IN =
  '<p>Ask a supervisor for an invitation. Whoever runs Greenroom finds a new link in what it prints when it starts.</p>'

function form(token: string, fields: string): string {
  return `<form method="post" action="/desk/enter">
      <input type="hidden" name="token" value="${escapeHtml(token)}">
      ${fields}
    </form>`
}
