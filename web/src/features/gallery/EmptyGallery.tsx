import { Images, Sparkles, Star, Upload } from 'lucide-react'
import { texts } from '@/shared/texts'
import { Button, buttonClasses } from '@/shared/ui/Button'
import { EmptyState } from '@/shared/ui/EmptyState'
import { FileButton } from '@/shared/ui/FileButton'
import { Link } from '@/shared/ui/Link'
import { NothingFound } from './filters/NothingFound'
import type { GalleryFilter } from './filters/useGalleryFilter'
import { isNarrowed } from './filters/wanted'

interface EmptyGalleryProps {
  gallery: GalleryFilter
  onFiles: (files: File[]) => void
}

export function EmptyGallery({ gallery, onFiles }: EmptyGalleryProps) {
  if (isNarrowed(gallery.wanted)) return <NothingFound {...gallery} />
  if (gallery.wanted.starred) {
    const words = texts.gallery.emptyStarred
    return (
      <EmptyState icon={Star} title={words.title} body={words.body}>
        <Button onClick={gallery.clear}>{words.action}</Button>
      </EmptyState>
    )
  }
  const words = texts.gallery.empty
  return (
    <EmptyState icon={Images} title={words.title} body={words.body}>
      <div className="flex flex-wrap justify-center gap-2">
        <Link to="/" className={buttonClasses('primary')}>
          <Sparkles size={16} aria-hidden />
          {words.action}
        </Link>
        <FileButton label={texts.gallery.upload} className={buttonClasses('plain')} onFiles={onFiles}>
          <Upload size={16} aria-hidden />
          {texts.gallery.upload}
        </FileButton>
      </div>
    </EmptyState>
  )
}
