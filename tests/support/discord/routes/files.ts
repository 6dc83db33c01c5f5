import { ok, route } from '../route.ts'
import type { Route } from '../route.ts'
import { signedUrl } from '../wire-file.ts'

export const fileRoutes: readonly Route[] = [
  route('file.refresh', 'POST /attachments/refresh-urls', ({ office, body }) => {
    const given = Array.isArray(body['attachment_urls']) ? body['attachment_urls'].map(String) : []
    const refreshed = given.flatMap((original) => {
      const file = office.files.get(original.split('/').at(-2) ?? '')
      return file ? [{ original, refreshed: signedUrl(office, file) }] : []
    })
    return ok({ refreshed_urls: refreshed })
  }),
]
