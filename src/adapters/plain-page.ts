import { createHash } from 'node:crypto'

/** A page that stands by itself, and the content policy under which nothing runs but what is in it. */
export interface PlainPage {
  readonly html: string
  readonly policy: string
}

const STYLE = `
  :root { color-scheme: light dark; font: 16px/1.55 system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif }
  body { margin: 0; min-height: 100dvh; display: grid; place-items: center; padding: 1.5rem; box-sizing: border-box;
    background: #eeede8; background: light-dark(#eeede8, #0e100f);
    color: #1a1e1b; color: light-dark(#1a1e1b, #e8ebe7) }
  main { width: min(26rem, 100%); box-sizing: border-box; padding: 2rem; border-radius: 16px;
    background: #fff; background: light-dark(#fff, #191d1b);
    box-shadow: 0 1px 2px #1a1e1b14, 0 12px 40px #1a1e1b1f }
  .mark { display: block; width: 2.5rem; height: 2.5rem; margin-bottom: 1.25rem }
  h1 { font-size: 1.375rem; line-height: 1.25; margin: 0 0 .5rem; letter-spacing: -.01em }
  p { margin: 0 0 1rem; color: #50574f; color: light-dark(#50574f, #adb5af) }
  p:last-child { margin-bottom: 0 }
  a { color: #0a5f45; color: light-dark(#0a5f45, #6fe0b4) }
  label { display: block; font-weight: 600; font-size: .875rem }
  input { display: block; width: 100%; box-sizing: border-box; margin: .375rem 0 1rem; padding: .625rem .75rem; font: inherit;
    font-weight: 400; color: inherit; background: transparent; border: 1px solid #85857b; border-radius: 8px }
  button, .button { display: block; width: 100%; box-sizing: border-box; padding: .625rem 1rem; font: inherit; font-weight: 600;
    text-align: center; text-decoration: none; border: 0; border-radius: 8px; cursor: pointer;
    background: #0b6b4e; background: light-dark(#0b6b4e, #35c48d); color: #fff; color: light-dark(#fff, #04150d) }
  .quiet { margin-top: .625rem; background: transparent; border: 1px solid #85857b; color: inherit }
  :focus-visible { outline: 3px solid #0a58ca; outline: 3px solid light-dark(#0a58ca, #8fb8ff); outline-offset: 2px }
  [role=alert] { padding: .625rem .75rem; border-radius: 8px; font-size: .9375rem;
    color: #b01e1a; color: light-dark(#b01e1a, #ff9d94); background: #fde5e3; background: light-dark(#fde5e3, #451a1a) }
  code { font-size: .9em; white-space: nowrap }
`

// The desk's own sign.
const MARK = `<svg class="mark" viewBox="0 0 32 32" aria-hidden="true"><rect width="32" height="32" rx="9" fill="#0d6b4f"/><path d="M8 21V11.5A3.5 3.5 0 0 1 11.5 8h9a3.5 3.5 0 0 1 3.5 3.5v5a3.5 3.5 0 0 1-3.5 3.5H13l-5 4z" fill="#fff"/><circle cx="16" cy="14" r="2.2" fill="#0d6b4f"/></svg>`

/** Draws a page. `body` is HTML, with all that others wrote escaped; `script`, if any, is the only one that runs. */
export function plainPage(title: string, body: string, script: string | null = null): PlainPage {
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
    ${MARK}
    <h1>${title}</h1>
    ${body}
    </main>${script === null ? '' : `\n    <script>${script}</script>`}
  </body>
</html>
`
  return { html, policy: policyFor(script) }
}

function policyFor(script: string | null): string {
  return [
    "default-src 'none'",
    `style-src '${hashFor(STYLE)}'`,
    ...(script === null ? [] : [`script-src '${hashFor(script)}'`]),
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

function hashFor(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`
}
