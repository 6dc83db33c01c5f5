import type { Identity } from '../../adapters/widget/protocol.ts'

/** What a site may ask of the widget: `Greenroom('open')`, `Greenroom('on', 'unread', count => …)`. */
export type Command =
  | ['open' | 'close' | 'shutdown']
  | ['identify', Identity]
  | ['on', 'unread', (count: number) => void]

/** The site's `window.Greenroom`: commands wait in `q` until the app has come. */
export interface Greenroom {
  (...command: Command): void
  q?: Command[]
}

/** The place in the page that the loader has made, and where its server is. */
export interface Mount {
  readonly host: HTMLElement
  readonly root: ShadowRoot
  readonly button: HTMLButtonElement
  readonly commands: Command[]
  /** The server's address, with a slash at its end. */
  readonly base: string
  readonly inbox: string
  /** The start of every key in the site's storage. */
  readonly storage: string
}
