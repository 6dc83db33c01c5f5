import { render } from 'preact'
import './tokens.css'
import './css/base.css'
import './css/controls.css'
import './css/rail.css'
import './css/list.css'
import './css/thread.css'
import './css/posts.css'
import './css/composer.css'
import './css/panel.css'
import './css/dialogs.css'
import './css/narrow.css'
import { createDesk } from './desk.ts'
import { DeskContext } from './hooks.ts'
import { App } from './parts/app.tsx'

const place = document.querySelector('#desk')
if (!place) throw new Error('The page has no place for the desk.')
render(
  <DeskContext.Provider value={createDesk()}>
    <App />
  </DeskContext.Provider>,
  place,
)
