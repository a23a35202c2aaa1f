import { excerpt } from '@/shared/find/excerpt'
import { Highlighted } from '@/shared/find/Highlighted'

/** Where in a long prompt the words were found; the tile's own buttons take its place when it is pointed at. */
export function FoundCaption({ prompt, search }: { prompt: string; search: string }) {
  const text = excerpt(prompt, search)
  if (!text) return null
  return (
    <div
      aria-hidden
      className="pointer-events-none absolute inset-x-0 bottom-0 bg-black/60 px-2.5 py-1.5 text-white text-xs leading-snug group-focus-within:invisible group-hover:invisible group-data-selecting/grid:visible"
    >
      <p dir="auto" className="line-clamp-2">
        <Highlighted text={text} search={search} />
      </p>
    </div>
  )
}
