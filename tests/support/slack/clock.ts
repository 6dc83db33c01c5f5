/** Time as the fake Slack knows it: retries, expiries and limits all run by it. */
export interface SlackClock {
  /** Epoch milliseconds. */
  now(): number
  /** Calls back once, `ms` from now; gives back a function that calls it off. */
  after(ms: number, then: () => void): () => void
}

export interface HandClock extends SlackClock {
  /** Moves time on, and calls back what falls due on the way, in order. */
  advance(ms: number): Promise<void>
}

/** The machine's own time; with `pace` 1000 a minute is over in 60 ms. */
export function realClock(pace = 1): SlackClock {
  const start = Date.now()
  return {
    now: () => start + Math.round((Date.now() - start) * pace),
    after(ms, then) {
      const timer = setTimeout(then, ms / pace)
      timer.unref()
      return () => clearTimeout(timer)
    },
  }
}

/** Time that stands still until it is moved by hand. */
export function handClock(start = Date.now()): HandClock {
  let time = start
  const waiting = new Set<{ readonly at: number; readonly call: () => void }>()

  function nextDue(until: number) {
    const due = [...waiting].filter((one) => one.at <= until)
    return due.toSorted((a, b) => a.at - b.at)[0]
  }

  return {
    now: () => time,
    after(ms, then) {
      const entry = { at: time + Math.max(0, ms), call: then }
      waiting.add(entry)
      if (ms <= 0) setImmediate(() => waiting.delete(entry) && then())
      return () => waiting.delete(entry)
    },
    async advance(ms) {
      const until = time + ms
      for (let due = nextDue(until); due; due = nextDue(until)) {
        waiting.delete(due)
        time = Math.max(time, due.at)
        due.call()
        await new Promise((resolve) => setImmediate(resolve))
      }
      time = until
    },
  }
}
