/** A sentence of the server; what stands between backticks is shown as what one types. */
export function Sentence({ text }: { readonly text: string }) {
  return (
    <span dir="auto">
      {text
        .split(/`([^`]+)`/)
        .map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part))}
    </span>
  )
}
