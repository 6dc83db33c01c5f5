import { join } from 'node:path'
import express from 'express'
import type { Request, Response, Router } from 'express'
import type { Settings } from '../../config.ts'
import type { FileRef } from '../../conversation/message.ts'
import type { Coordination, Member } from '../../ports.ts'
import type { Files } from '../files.ts'
import { refuseUpload } from '../refuse-upload.ts'
import { sendSentence } from '../sentences.ts'
import type { Door } from './doors.ts'
import { drawFace } from './faces.ts'
import { fromOwnPage, membersOnly } from './guards.ts'
import type { DeskFile } from './protocol.ts'

export interface RouteDeps {
  readonly door: Door
  readonly entrance: Router
  readonly settings: () => Settings
  readonly files: Pick<Files, 'receive'>
  readonly coordination: Pick<Coordination, 'take'>
  readonly address: (file: FileRef) => DeskFile
  readonly memberNamed: (id: string) => Promise<Member | null>
  readonly memberWithFace: (face: string) => Promise<Member | null>
  /** The folder of the desk's built page. */
  readonly page: string
}

/** All that the desk serves over HTTP: behind `guard` stands everything that holds data. */
export function deskRoutes(deps: RouteDeps): Router {
  const { door, entrance, files, settings, coordination, address, page } = deps
  const { memberNamed, memberWithFace } = deps
  const router = express.Router()
  const { guard, whoMade } = membersOnly(door)

  // The page's scripts and styles hold no data; their names change with their content.
  const lasting = { index: false, redirect: false, immutable: true, maxAge: '1y' } as const
  router.use('/desk/assets', express.static(join(page, 'assets'), lasting))
  router.get('/faces/:file', async (request: Request<{ file: string }>, response) => {
    const member = await memberWithFace(request.params.file.replace(/\.svg$/, ''))
    if (!member) return sendSentence(request, response, 404, 'There is nobody by this address.')
    sendFace(response, member)
  })
  router.use(entrance)
  router.use('/desk', guard)

  router.get('/desk', (request, response) => {
    if (!request.path.endsWith('/')) return response.redirect(308, '/desk/')
    const headers = { ...pageHeaders(door.origins) }
    response.sendFile(
      'index.html',
      { root: page, headers, cacheControl: false },
      (error?: Error) => {
        if (!error || response.headersSent || request.destroyed) return
        sendSentence(
          request,
          response,
          503,
          'The desk’s page is not built yet: run “npm run build”.',
        )
      },
    )
  })

  router.get('/desk/faces/:agent', async (request: Request<{ agent: string }>, response) => {
    const member = await memberNamed(request.params.agent)
    if (!member) return sendSentence(request, response, 404, 'There is no such member.')
    if (member.picture !== null) return response.redirect(302, member.picture)
    sendFace(response, member)
  })

  router.post('/desk/files', fromOwnPage(door), async (request, response) => {
    const { member } = whoMade(request)
    const inbox = settings().inboxes.find(({ id }) => id === request.query['inbox'])
    if (!inbox) return refuseUpload(request, response, 400, '“inbox” names no inbox of this desk.')
    if (!(await coordination.take(`desk:files:${member.id}`, { burst: 30, perMinute: 60 }))) {
      return refuseUpload(request, response, 429, 'Too many files at once: wait a minute.')
    }
    const received = await files.receive(request, {
      name: fileName(request),
      inbox: inbox.id,
      by: { kind: 'human', id: member.id, name: member.name, role: member.role },
      limits: { maxBytes: inbox.files.max_bytes, types: inbox.files.types },
    })
    if (received.ok) return response.json({ file: address(received.file) })
    refuseUpload(request, response, received.status, received.sentence)
  })

  return router
}

function fileName(request: Request): string {
  const name = request.get('x-file-name') ?? ''
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}

function sendFace(response: Response, { id, name }: Member) {
  response
    .set({
      'Cache-Control': 'public, max-age=3600',
      'Content-Security-Policy': "default-src 'none'",
      // Widgets show it in pages of other sites.
      'Cross-Origin-Resource-Policy': 'cross-origin',
    })
    .type('svg')
    .send(drawFace(id, name))
}

function pageHeaders(origins: readonly string[]) {
  const sockets = origins.map((origin) => origin.replace(/^http/, 'ws'))
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self' data: blob: https:",
    "media-src 'self' blob:",
    // Not every browser takes a socket to the same host for 'self'.
    `connect-src 'self' ${sockets.join(' ')}`,
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ]
  return {
    'Cache-Control': 'no-cache',
    'Content-Security-Policy': policy.join('; '),
    'Referrer-Policy': 'same-origin',
  }
}
