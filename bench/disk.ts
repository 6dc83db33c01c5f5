import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { quantile } from '../scripts/replay/figures.ts'

const TIMES = 300
const A_PAGE = 4_096

/** Ms that a page takes to the disk for good: the least that any durable answer costs here. */
export function diskSync(folder: string): { readonly p50: number; readonly p99: number } {
  const file = openSync(join(folder, 'sync'), 'w')
  const page = Buffer.alloc(A_PAGE)
  const times = Array.from({ length: TIMES }, () => {
    const from = performance.now()
    writeSync(file, page)
    fdatasyncSync(file)
    return performance.now() - from
  })
  closeSync(file)
  return { p50: quantile(times, 0.5), p99: quantile(times, 0.99) }
}
