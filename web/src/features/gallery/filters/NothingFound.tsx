import { SearchX, X } from 'lucide-react'
import { Button } from '@/shared/ui/Button'
import { EmptyState } from '@/shared/ui/EmptyState'
import { chipsOf } from './chips'
import type { GalleryFilter } from './useGalleryFilter'
import { words } from './words'

export function NothingFound({ wanted, change, clear }: GalleryFilter) {
  const chips = chipsOf(wanted)
  return (
    <EmptyState icon={SearchX} title={words.nothing.title} body={words.nothing.body}>
      <div className="flex flex-wrap justify-center gap-2">
        {chips.length > 1 &&
          chips.map(({ text, without }) => (
            <Button
              key={text}
              aria-label={words.remove(text)}
              className="max-w-full"
              onClick={() => change(without)}
            >
              <span className="truncate">{text}</span>
              <X size={14} aria-hidden />
            </Button>
          ))}
        <Button tone="primary" onClick={clear}>
          {words.clear}
        </Button>
      </div>
    </EmptyState>
  )
}
