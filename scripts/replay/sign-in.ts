import { post } from './http.ts'

/** Redeems a one-time link under this name, and gives back the cookie that it opens. Throws when it opens none. */
export async function signIn(link: string, name: string): Promise<string> {
  const { origin, searchParams } = new URL(link)
  const token = searchParams.get('token') ?? ''
  const answer = await post(`${origin}/desk/enter`, {
    type: 'application/x-www-form-urlencoded',
    body: new URLSearchParams({ token, name }).toString(),
    headers: { origin },
    from: undefined,
  })
  const cookie = answer.headers['set-cookie']?.[0]?.split(';')[0]
  if (cookie === undefined) throw new Error(`The link let ${name} not in: ${answer.status}.`)
  return cookie
}
