/** What is said across every page of the desk, for as long as it is so: each cause by itself, all of them in one line. */
export function banners(show: (text: string | null) => void) {
  const standing = new Map<string, string>()
  return function say(cause: string, text: string | null): void {
    if (text === null) standing.delete(cause)
    else standing.set(cause, text)
    show(standing.size === 0 ? null : [...standing.values()].join(' '))
  }
}
