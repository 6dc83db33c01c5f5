import OpenAI from 'openai'

export const OPENAI_URL = 'https://api.openai.com/v1'

/** More than an answer of labels ever is; what is longer is no answer. */
const MOST_BYTES = 256 * 1024

/** The way to the service. It tries once, follows no redirect, logs nothing and reads no variable of its own accord. */
export function createClient(apiKey: string, baseUrl: string | null): OpenAI {
  return new OpenAI({
    apiKey,
    baseURL: baseUrl ?? OPENAI_URL,
    // Left out, each would be read from the environment.
    organization: null,
    project: null,
    adminAPIKey: null,
    webhookSecret: null,
    logLevel: 'off',
    maxRetries: 0,
    fetch: fetchBounded,
    // A redirect would take the visitor's words to an address that nobody named.
    fetchOptions: { redirect: 'manual' },
  })
}

/** The global fetch, whose answers break off at the bound, error pages too. */
async function fetchBounded(url: string | URL | Request, init?: RequestInit): Promise<Response> {
  const { body, status, statusText, headers } = await fetch(url, init)
  return new Response(body?.pipeThrough(bound()) ?? null, { status, statusText, headers })
}

function bound(): TransformStream<Uint8Array, Uint8Array> {
  let bytes = 0
  return new TransformStream({
    transform(chunk, controller) {
      bytes += chunk.byteLength
      if (bytes > MOST_BYTES) controller.error(new Error('too long for an answer'))
      else controller.enqueue(chunk)
    },
  })
}
