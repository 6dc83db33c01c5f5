/**
 * A network address of its own for each visitor, since a server limits what comes from one: on Linux all of
 * 127.0.0.0/8 is this machine. Elsewhere there is one address for all.
 */
export function networkOf(visitor: number): string | undefined {
  if (process.platform !== 'linux') return undefined
  const parts = [127, 1 + ((visitor >> 16) % 250), (visitor >> 8) & 255, visitor & 255]
  return parts.join('.')
}
