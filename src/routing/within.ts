/** What the promise resolves to; null when it takes longer than `ms`, or when `signal` ends the waiting. */
export async function within<T>(
  promise: Promise<T>,
  ms: number,
  signal: AbortSignal,
): Promise<T | null> {
  if (signal.aborted) return null
  const over = Promise.withResolvers<null>()
  const end = () => over.resolve(null)
  const timer = setTimeout(end, ms)
  signal.addEventListener('abort', end, { once: true })
  try {
    return await Promise.race([promise, over.promise])
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', end)
  }
}
