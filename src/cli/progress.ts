/** Says how far long work is; null wipes it away. */
export type Progress = (text: string | null) => void

/** On a terminal alone, and beside what is printed: where the output goes into a file, nothing of it does. */
export const onTerminal: Progress = (text) => {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text ?? ''}`)
}
