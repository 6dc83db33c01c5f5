/** Wakes who waits for something to come true. */
export function newBell() {
  let next = Promise.withResolvers<void>()

  function ring() {
    next.resolve()
    next = Promise.withResolvers<void>()
  }

  /** True when it has come true; false when the bell was silent for `patience` ms before. */
  async function until(isTrue: () => boolean, patience: number): Promise<boolean> {
    while (!isTrue()) {
      const silence = Promise.withResolvers<'silence'>()
      const timer = setTimeout(() => silence.resolve('silence'), patience)
      const heard = await Promise.race([next.promise, silence.promise])
      clearTimeout(timer)
      if (heard === 'silence') return isTrue()
    }
    return true
  }

  return { ring, until }
}
