import express, { type Request, type Response, type Router } from 'express'
import type { FileId } from '../conversation/ids.ts'
import type { Clock, FileRecord, FileRecords } from '../ports.ts'
import { mayShowInline } from './file-kinds.ts'
import type { FileLinks } from './file-links.ts'
import { disposition } from './file-names.ts'
import { sendSentence } from './sentences.ts'

interface Deps {
  readonly records: FileRecords
  readonly links: FileLinks
  readonly place: (id: FileId) => string
  readonly clock: Clock
}

/** `GET /files/:id`, to who holds a signed address that has not expired. */
export function fileRoutes({ records, links, place, clock }: Deps): Router {
  const router = express.Router()

  router.get('/files/:id', async (request: Request<{ id: string }>, response) => {
    const { id } = request.params
    const link = links.read(id, request.query['e'], request.query['s'])
    if (!link.ok) return deny(request, response, link.why)
    // Its signature is ours, and we sign no id that we did not make.
    const file = await records.get(id as FileId)
    if (!file) return sendSentence(request, response, 404, 'This file is not kept any more.')
    serve(request, response, file, link.until)
  })

  function deny(request: Request, response: Response, why: 'wrong' | 'expired') {
    if (why === 'expired') {
      sendSentence(
        request,
        response,
        410,
        'This link to the file has expired. Open the chat again for a new one.',
      )
      return
    }
    sendSentence(
      request,
      response,
      403,
      'This link to a file is not complete. Open the file from the chat.',
    )
  }

  function serve(request: Request, response: Response, file: FileRecord, until: number) {
    response.set(headersOf(file))
    const seconds = Math.floor((until - clock.now()) / 1000)
    response.set('Cache-Control', `private, max-age=${seconds}, immutable`)
    response.sendFile(
      place(file.id),
      { cacheControl: false, dotfiles: 'allow' },
      (error?: Error) => {
        // Undefined when all went out; a reader who left, or a range that is not there, has its answer already.
        if (!error || response.headersSent || request.destroyed) return
        if ('statusCode' in error && error.statusCode === 416)
          return void response.status(416).end()
        for (const name of Object.keys(headersOf(file))) response.removeHeader(name)
        sendSentence(request, response, 404, 'This file is not kept any more.')
      },
    )
  }

  return router
}

function headersOf(file: FileRecord): Record<string, string> {
  const type = file.type === 'text/plain' ? 'text/plain; charset=utf-8' : file.type
  return {
    'Content-Type': type,
    'Content-Disposition': disposition(
      mayShowInline(file.type) ? 'inline' : 'attachment',
      file.name,
    ),
    // Whatever it is, nothing in it runs.
    'Content-Security-Policy': "sandbox; default-src 'none'",
    'X-Content-Type-Options': 'nosniff',
    // Pictures are shown in pages of other sites, where the widget is.
    'Cross-Origin-Resource-Policy': 'cross-origin',
  }
}
