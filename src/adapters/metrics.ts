import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client'

export type Metrics = ReturnType<typeof createMetrics>

/** Seconds: from a hit in memory to a request that hangs. */
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** A registry of its own, with the process's figures; names get the prefix `greenroom_`. */
export function createMetrics() {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]

  return {
    /** Counts up for ever. */
    counter: <Label extends string>(name: string, help: string, labelNames: Label[] = []) =>
      new Counter({ name: `greenroom_${name}`, help, labelNames, registers }),
    /** `read` is asked when the figures are. */
    gauge: (name: string, help: string, read: () => number | Promise<number>) =>
      new Gauge({
        name: `greenroom_${name}`,
        help,
        registers,
        async collect() {
          this.set(await read())
        },
      }),
    /** Of seconds. */
    histogram: <Label extends string>(name: string, help: string, labelNames: Label[] = []) =>
      new Histogram({ name: `greenroom_${name}`, help, labelNames, buckets: SECONDS, registers }),
    contentType: registry.contentType,
    /** All figures in the text format that Prometheus reads. */
    text: () => registry.metrics(),
  }
}
