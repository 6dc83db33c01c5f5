import type { ComponentChildren } from 'preact'
import type { DeskInbox, DeskThread } from '../../../adapters/desk/protocol.ts'
import { useDesk, usePage } from '../hooks.ts'
import { Icon } from '../icons.tsx'
import { momentOf } from '../times.ts'
import { Canned } from './canned.tsx'

/** The right edge: who the visitor is, how this inbox speaks, and words at hand. */
export function Panel({ thread }: { readonly thread: DeskThread }) {
  const desk = useDesk()
  const inbox = usePage((page) => page.desk.world?.inboxes.find((one) => one.id === thread.inbox))
  return (
    <aside class="panel" aria-label="About this conversation">
      <header class="panel-head">
        <h2>About</h2>
        <button class="icon-button only-mid" aria-label="Close" onClick={() => desk.drawer(null)}>
          <Icon name="cross" />
        </button>
      </header>
      <section class="panel-scroll" tabIndex={0} aria-label="Details">
        <Visitor thread={thread} />
        {inbox && <Inbox inbox={inbox} />}
        {inbox && inbox.canned.length > 0 && <Canned thread={thread.id} canned={inbox.canned} />}
      </section>
    </aside>
  )
}

function Visitor({ thread: { visitor } }: { readonly thread: DeskThread }) {
  const desk = useDesk()
  return (
    <section class="panel-part">
      <h3>
        <bdi>{visitor.name}</bdi>
      </h3>
      <dl class="facts">
        <Fact name="Identity">
          {visitor.verified ? (
            <span class="verified">
              <Icon name="verified" size={14} /> Verified by the site
            </span>
          ) : (
            <span class="quiet">Not verified</span>
          )}
        </Fact>
        {visitor.email !== null && (
          <Fact name="E-mail">
            <bdi>{visitor.email}</bdi>
          </Fact>
        )}
        {visitor.page !== null && (
          <Fact name="Page">
            <PageLink url={visitor.page} title={visitor.pageTitle} />
          </Fact>
        )}
        <Fact name="First seen">{momentOf(visitor.firstSeen, desk.now())}</Fact>
        {Object.entries(visitor.attributes).map(([name, value]) => (
          <Fact key={name} name={name}>
            <span dir="auto">{value}</span>
          </Fact>
        ))}
      </dl>
    </section>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <div>
      <dt>
        <bdi>{name}</bdi>
      </dt>
      <dd>{children}</dd>
    </div>
  )
}

function PageLink({ url, title }: { readonly url: string; readonly title: string | null }) {
  const words = title ?? url
  if (!/^https?:\/\//i.test(url)) return <bdi>{words}</bdi>
  return (
    <a href={url} title={url} target="_blank" rel="noopener noreferrer nofollow">
      <bdi>{words}</bdi>
    </a>
  )
}

function Inbox({ inbox }: { readonly inbox: DeskInbox }) {
  return (
    <section class="panel-part">
      <h3>
        <span class="inbox-dot" style={{ background: inbox.color }} /> <bdi>{inbox.name}</bdi>
      </h3>
      <p class="hours">
        <span class={inbox.open ? 'is-open' : 'is-shut'}>
          {inbox.open ? 'Open now' : 'Closed now'}
        </span>
        <span class="quiet">{inbox.hours}</span>
      </p>
      {inbox.voice !== '' && (
        <div class="voice">
          <h4>Voice</h4>
          <p dir="auto">{inbox.voice}</p>
        </div>
      )}
    </section>
  )
}
