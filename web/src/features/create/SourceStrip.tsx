import { X } from 'lucide-react'
import type { Picture } from '@/shared/graphql/fragments'
import { BlurUp } from '@/shared/picture/BlurUp'
import { texts } from '@/shared/texts'
import { words } from './words'

interface SourceStripProps {
  sources: Picture[]
  onChange: (sources: Picture[]) => void
}

export function SourceStrip({ sources, onChange }: SourceStripProps) {
  return (
    <ul aria-label={words.sources} className="flex flex-wrap gap-2 px-4 pt-4">
      {sources.map((source) => (
        <li key={source.id} className="relative size-18 overflow-hidden rounded-lg">
          <BlurUp thumbhash={source.thumbhash} src={source.small} alt={texts.gallery.open(source.prompt)} />
          <button
            type="button"
            aria-label={words.removeSource}
            title={words.removeSource}
            onClick={() => onChange(sources.filter((other) => other.id !== source.id))}
            className="absolute top-1 right-1 grid size-6 place-items-center rounded-full bg-black/55 text-white hover:bg-black/80 focus-visible:outline-white"
          >
            <X size={14} aria-hidden />
          </button>
        </li>
      ))}
    </ul>
  )
}
