/** The server has ended it: why, and how to get in again. */
export function Farewell({ error }: { readonly error: string }) {
  return (
    <main class="alone">
      <div class="alone-card">
        <h1>You are not at the desk</h1>
        <p dir="auto">{error}</p>
        <p class="quiet">
          To get in, open the sign-in link that you were given. A supervisor can make a new one with
          “Invite someone”.
        </p>
        <button class="button button-primary" onClick={() => location.reload()}>
          Try again
        </button>
      </div>
    </main>
  )
}

/** Shown until the first word from the server. */
export function Starting({ error }: { readonly error: string | null }) {
  return (
    <main class="alone" aria-busy="true">
      <output class="starting">
        <span class="spinner" aria-hidden="true" /> {error ?? 'Opening the desk…'}
      </output>
    </main>
  )
}
