import { Star, Upload } from 'lucide-react'
import { Link } from 'react-router'
import { useStore } from '@/shared/store'
import { texts } from '@/shared/texts'
import { buttonClasses } from '@/shared/ui/Button'
import { classes } from '@/shared/ui/classes'
import { FileButton } from '@/shared/ui/FileButton'
import { uploadProgress } from '@/shared/uploads'

interface GalleryToolsProps {
  starred: boolean
  onFiles: (files: File[]) => void
}

export function GalleryTools({ starred, onFiles }: GalleryToolsProps) {
  const progress = useStore(uploadProgress)
  return (
    <>
      <span
        aria-live="polite"
        className="hidden text-sm text-zinc-500 tabular-nums md:block dark:text-zinc-400"
      >
        {progress && texts.uploads.running(progress.done, progress.all)}
      </span>
      <nav
        aria-label={texts.gallery.filter}
        className="flex rounded-lg bg-zinc-100 p-0.5 text-sm dark:bg-zinc-900"
      >
        <FilterLink to="/gallery" active={!starred}>
          {texts.gallery.all}
        </FilterLink>
        <FilterLink to="/gallery?starred=1" active={starred}>
          <Star size={14} className={classes(starred && 'fill-amber-400 text-amber-400')} aria-hidden />
          <span className="max-sm:sr-only">{texts.gallery.starred}</span>
        </FilterLink>
      </nav>
      <FileButton label={texts.gallery.upload} className={buttonClasses('plain')} onFiles={onFiles}>
        <Upload size={16} aria-hidden />
        <span className="hidden sm:inline">{texts.gallery.upload}</span>
      </FileButton>
    </>
  )
}

function FilterLink(props: { to: string; active: boolean; children: React.ReactNode }) {
  return (
    <Link
      to={props.to}
      aria-current={props.active ? 'page' : undefined}
      className={classes(
        'flex h-8 items-center gap-1.5 rounded-md px-3 font-medium transition-colors pointer-coarse:h-10',
        props.active
          ? 'bg-white text-zinc-900 shadow-sm dark:bg-zinc-700 dark:text-white'
          : 'text-zinc-600 hover:text-zinc-900 dark:text-zinc-400 dark:hover:text-zinc-100',
      )}
    >
      {props.children}
    </Link>
  )
}
