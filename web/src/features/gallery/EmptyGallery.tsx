import { Images, Sparkles, Star, Upload } from 'lucide-react'
import { texts } from '@/shared/texts'
import { Button, buttonClasses } from '@/shared/ui/Button'
import { EmptyState } from '@/shared/ui/EmptyState'
import { FileButton } from '@/shared/ui/FileButton'
import { Link } from '@/shared/ui/Link'
import { NothingFound } from './filters/NothingFound'
import type { GalleryFilter } from './filters/useGalleryFilter'
import { isNarrowed } from './filters/wanted'
import { words } from './words'

const { empty, emptyStarred } = words

interface EmptyGalleryProps {
  gallery: GalleryFilter
  onFiles: (files: File[]) => void
}

export function EmptyGallery({ gallery, onFiles }: EmptyGalleryProps) {
  if (isNarrowed(gallery.wanted)) return <NothingFound {...gallery} />
  if (gallery.wanted.starred) {
    return (
      <EmptyState icon={Star} title={emptyStarred.title} body={emptyStarred.body}>
        <Button onClick={gallery.clear}>{emptyStarred.action}</Button>
      </EmptyState>
    )
  }
  return (
    <EmptyState icon={Images} title={empty.title} body={empty.body}>
      <div className="flex flex-wrap justify-center gap-2">
        <Link to="/" className={buttonClasses('primary')}>
          <Sparkles size={16} aria-hidden />
          {empty.action}
        </Link>
        <FileButton label={texts.gallery.upload} className={buttonClasses('plain')} onFiles={onFiles}>
          <Upload size={16} aria-hidden />
          {texts.gallery.upload}
        </FileButton>
      </div>
    </EmptyState>
  )
}
