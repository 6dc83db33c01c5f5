import type { Keep } from './keep.ts'

/** How this member wants the page to be, in this browser. */
export interface Prefs {
  readonly theme: 'system' | 'light' | 'dark'
  /** A short sound when someone new waits. */
  readonly sound: boolean
  /** Notifications of the browser while the page is out of sight. */
  readonly notify: boolean
  readonly sendWith: 'enter' | 'mod-enter'
  /** Shortcuts of one key, without Ctrl or Alt. */
  readonly singleKeys: boolean
}

const DEFAULTS: Prefs = {
  theme: 'system',
  sound: false,
  notify: false,
  sendWith: 'enter',
  singleKeys: true,
}

const KEY = 'prefs'

/** What was kept, with defaults for what was not, or not rightly. */
export function readPrefs(keep: Keep): Prefs {
  const kept = keep.read(KEY)
  const from: Partial<Record<keyof Prefs, unknown>> = typeof kept === 'object' && kept ? kept : {}
  return {
    theme: from.theme === 'light' || from.theme === 'dark' ? from.theme : DEFAULTS.theme,
    sound: from.sound === true,
    notify: from.notify === true,
    sendWith: from.sendWith === 'mod-enter' ? 'mod-enter' : DEFAULTS.sendWith,
    singleKeys: from.singleKeys !== false,
  }
}

/** Keeps them, and gives the page its theme. */
export function applyPrefs(keep: Keep, prefs: Prefs): void {
  keep.write(KEY, prefs)
  showTheme(prefs)
}

/** Without an attribute the page follows the system. */
export function showTheme({ theme }: Prefs): void {
  if (theme === 'system') document.documentElement.removeAttribute('data-theme')
  else document.documentElement.dataset['theme'] = theme
}
