/** The app's file, with its content's hash in the name; the build writes it into the loader. */
declare const APP_FILE: string

interface Window {
  Greenroom?: import('./mount.ts').Greenroom
}
