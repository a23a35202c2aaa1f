import { Star, Upload } from 'lucide-react'
import type { ReactNode } from 'react'
import { useSearchParams } from 'react-router'
import { texts } from '@/shared/texts'
import { buttonClasses } from '@/shared/ui/Button'
import { classes } from '@/shared/ui/classes'
import { FileButton } from '@/shared/ui/FileButton'
import { Link } from '@/shared/ui/Link'
import { FilterButton } from './filters/FilterButton'
import { SearchField } from './filters/SearchField'
import type { GalleryFilter } from './filters/useGalleryFilter'
import { writeWanted } from './filters/wanted'

interface GalleryToolsProps {
  gallery: GalleryFilter
  onFiles: (files: File[]) => void
}

export function GalleryTools({ gallery, onFiles }: GalleryToolsProps) {
  const { wanted, change } = gallery
  return (
    <>
      <SearchField
        search={wanted.search}
        // The first letter is a step that Back can undo, the next ones are part of it.
        onSearch={(search) => change({ search }, wanted.search !== '')}
      />
      <nav
        aria-label={texts.gallery.filter}
        className="flex shrink-0 rounded-lg bg-zinc-100 p-0.5 text-sm max-md:hidden dark:bg-zinc-900"
      >
        <StarLink gallery={gallery} starred={false}>
          {texts.gallery.all}
        </StarLink>
        <StarLink gallery={gallery} starred>
          <Star
            size={14}
            className={classes(wanted.starred && 'fill-amber-400 text-amber-400')}
            aria-hidden
          />
          <span className="max-xl:sr-only">{texts.gallery.starred}</span>
        </StarLink>
      </nav>
      <FilterButton {...gallery} />
      <FileButton
        label={texts.gallery.upload}
        className={buttonClasses('plain', 'shrink-0 max-xl:px-2.5')}
        onFiles={onFiles}
      >
        <Upload size={16} aria-hidden />
        <span className="max-xl:hidden">{texts.gallery.upload}</span>
      </FileButton>
    </>
  )
}

interface StarLinkProps {
  gallery: GalleryFilter
  starred: boolean
  children: ReactNode
}

function StarLink({ gallery: { wanted }, starred, children }: StarLinkProps) {
  const [params] = useSearchParams()
  const isActive = wanted.starred === starred
  return (
    <Link
      to={{ search: writeWanted({ ...wanted, starred }, params).toString() }}
      aria-current={isActive ? 'page' : undefined}
      className={classes(
        'flex h-8 items-center gap-1.5 rounded-md px-3 font-medium transition-colors pointer-coarse:h-10',
        isActive
          ? 'bg-white text-zinc-900 shadow-sm dark:bg-zinc-700 dark:text-white'
          : 'text-zinc-600 hover:text-zinc-900 dark:text-zinc-400 dark:hover:text-zinc-100',
      )}
    >
      {children}
    </Link>
  )
}
