import { SlidersHorizontal } from 'lucide-react'
import { lazy, Suspense, useId, useRef, useState } from 'react'
import { texts } from '@/shared/texts'
import { buttonClasses } from '@/shared/ui/Button'
import type { GalleryFilter } from './useGalleryFilter'

const FilterPanel = lazy(() => import('./FilterPanel').then((module) => ({ default: module.FilterPanel })))

/** Opens the filters beneath it, on a phone as a sheet from below. */
export function FilterButton(gallery: GalleryFilter) {
  const [open, setOpen] = useState(false)
  const id = useId()
  const panel = useRef<HTMLDivElement>(null)
  const { starred, models, origin, from, to } = gallery.wanted
  const active = [starred, origin, from || to].filter(Boolean).length + models.length
  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        aria-haspopup="dialog"
        aria-expanded={open}
        title={texts.gallery.filters}
        className={buttonClasses('plain', 'shrink-0 max-xl:px-2.5')}
      >
        <SlidersHorizontal size={16} aria-hidden />
        <span className="max-xl:sr-only">{texts.gallery.filters}</span>
        {active > 0 && (
          <span className="grid h-5 min-w-5 place-items-center rounded-full bg-violet-600 px-1 text-white text-xs tabular-nums">
            {active}
          </span>
        )}
      </button>
      <div
        ref={panel}
        id={id}
        popover="auto"
        role="dialog"
        aria-label={texts.gallery.filters}
        onToggle={(event) => setOpen(event.newState === 'open')}
        className="fixed inset-x-0 top-auto bottom-0 m-0 max-h-[85dvh] w-full animate-rise overflow-y-auto rounded-t-2xl bg-white text-inherit shadow-2xl ring-1 ring-black/10 backdrop:bg-black/40 sm:top-15 sm:inset-e-4 sm:bottom-auto sm:inset-s-auto sm:w-104 sm:rounded-2xl sm:backdrop:bg-transparent dark:bg-zinc-900 dark:ring-white/15"
      >
        <Suspense fallback={null}>
          {open && <FilterPanel {...gallery} close={() => panel.current?.hidePopover()} />}
        </Suspense>
      </div>
    </>
  )
}
