import type { Greenroom } from './mount.ts'

declare global {
  /** The app's file, with its content's hash in the name; the build writes it into the loader. */
  const APP_FILE: string

  interface Window {
    Greenroom?: Greenroom
  }
}
