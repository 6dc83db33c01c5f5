/** Does one thing after another, in the order given; at most `most` wait. */
export function boundedQueue(most: number) {
  let waiting = 0
  let tail = Promise.resolve()

  /** False when the queue is full: then the work is not done. `work` must not throw. */
  function add(work: () => Promise<void>): boolean {
    if (waiting >= most) return false
    waiting += 1
    tail = tail.then(work).finally(() => {
      waiting -= 1
    })
    return true
  }

  return { add, idle: () => tail }
}
