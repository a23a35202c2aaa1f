import { highlights } from './highlights'

interface HighlightedProps {
  text: string
  search: string | undefined
}

/** A text with what a search has found in it marked. */
export function Highlighted({ text, search }: HighlightedProps) {
  if (!search) return text
  let done = 0
  const parts = highlights(text, search).map(([start, end]) => {
    const before = text.slice(done, start)
    done = end
    return (
      <span key={start}>
        {before}
        <mark className="rounded-xs bg-amber-300 text-amber-950">{text.slice(start, end)}</mark>
      </span>
    )
  })
  return (
    <>
      {parts}
      {text.slice(done)}
    </>
  )
}
