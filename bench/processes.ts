import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { cpus } from 'node:os'

/** Linux counts a process's time in hundredths of a second. */
const MS_A_TICK = 10

/** Ms of a core that a process has used so far, in all its threads. */
export function cpuOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  // The name stands in brackets and may hold anything; the two times are fields 14 and 15.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * MS_A_TICK
}

/** Bytes of memory that a process holds. */
export function memoryOf(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1024
}

/** Ms that all cores together have been busy so far, with whatever. */
export function busy(): number {
  return cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0)
}

/** Files that this process may have open at once. */
export function mostFiles(): number {
  const limits = readFileSync('/proc/self/limits', 'utf8')
  return Number(/Max open files\s+(\d+)/.exec(limits)?.[1] ?? Infinity)
}

/** Keeps this process on one core. Throws where that cannot be done. */
export function stayOn(core: number) {
  execFileSync('taskset', ['-a', '-p', '-c', String(core), String(process.pid)], {
    stdio: 'ignore',
  })
}

/** Why this machine cannot measure, or null. */
export function whyNot(): string | null {
  if (process.platform !== 'linux') return 'The bench reads /proc and pins cores: it wants Linux.'
  if (cpus().length < 2) return 'The bench wants two cores: one for the road, one for the load.'
  const hasTaskset = (process.env['PATH'] ?? '')
    .split(':')
    .some((dir) => existsSync(`${dir}/taskset`))
  return hasTaskset ? null : 'The bench pins cores with “taskset”, from the package util-linux.'
}
