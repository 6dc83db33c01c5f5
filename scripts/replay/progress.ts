const OFTEN = 200
const SELDOM = 5_000

/** Shows how far it is: one line that changes on a terminal, else a line every 5 s. Gives back what ends it. */
export function showProgress(draw: () => string) {
  const isTerminal = process.stdout.isTTY
  const show = () => {
    if (isTerminal) process.stdout.write(`\r\u001b[K${draw()}`)
    else console.log(draw())
  }
  const timer = setInterval(show, isTerminal ? OFTEN : SELDOM)

  /** A line that stays. */
  function say(line: string) {
    if (isTerminal) process.stdout.write('\r\u001b[K')
    console.log(line)
  }

  function end() {
    clearInterval(timer)
    show()
    if (isTerminal) console.log()
  }

  return { say, end }
}
