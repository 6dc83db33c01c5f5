/** Text cut to what a place in Discord takes, and never empty. */
export function fitting(text: string, most: number): string {
  const shown = text.length <= most ? text : `${text.slice(0, most - 1).toWellFormed()}…`
  return shown.trim() === '' ? '–' : shown
}
