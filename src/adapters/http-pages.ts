import { join } from 'node:path'
import express, { type Response, type Router } from 'express'
import { plainPage } from './plain-page.ts'
import { sendSentence } from './sentences.ts'

// A name with a hash in it never changes its content.
const HASHED = /\.[A-Za-z0-9_-]{6,8}\.\w+$/

/** Serves the built pages in `dir`: the widget's files to every site, the demo, and the way to both at `/`. */
export function pageRoutes(dir: string): Router {
  const router = express.Router()
  router.get('/', (_request, response) => {
    response.set('Content-Security-Policy', FRONT.policy).type('html').send(FRONT.html)
  })
  router.get('/widget.js', (request, response, next) => {
    forEverySite(response)
    const options = {
      root: dir,
      headers: { 'Cache-Control': 'public, max-age=300' },
      cacheControl: false,
    }
    response.sendFile('widget.js', options, (error?: Error) => {
      if (!error || response.headersSent || request.destroyed) return
      if (isMissing(error)) sendSentence(request, response, 404, NOT_BUILT)
      else next(error)
    })
  })
  router.use(
    '/widget',
    express.static(join(dir, 'widget'), {
      index: false,
      redirect: false,
      setHeaders: widgetHeaders,
    }),
  )
  router.use('/demo', express.static(join(dir, 'demo'), { setHeaders: pageHeaders }))
  router.get('/demo', (request, response) => {
    sendSentence(request, response, 404, NOT_BUILT)
  })
  return router
}

const NOT_BUILT = 'The pages are not built yet: run “npm run build”.'

function widgetHeaders(response: Response, path: string) {
  forEverySite(response)
  pageHeaders(response, path)
}

function pageHeaders(response: Response, path: string) {
  const keep = HASHED.test(path)
    ? 'public, max-age=31536000, immutable'
    : 'public, max-age=0, must-revalidate'
  response.setHeader('Cache-Control', keep)
}

/** The widget's scripts run in the pages of other sites, and as modules they are asked for with CORS. */
function forEverySite(response: Response) {
  response.setHeader('Access-Control-Allow-Origin', '*')
  response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin')
}

function isMissing(error: Error): boolean {
  return 'statusCode' in error && error.statusCode === 404
}

const FRONT = plainPage(
  'Greenroom is open',
  `<p>Visitors write at a door; the team answers in a thread.</p>
    <a class="button" href="/demo/">See a visitor’s page</a>
    <a class="button quiet" href="/desk/">Go to the desk</a>`,
)
