import { Images, Sparkles, Star, Upload } from 'lucide-react'
import { Link } from 'react-router'
import { texts } from '@/shared/texts'
import { buttonClasses } from '@/shared/ui/Button'
import { EmptyState } from '@/shared/ui/EmptyState'
import { FileButton } from '@/shared/ui/FileButton'

export function EmptyGallery({ starred, onFiles }: { starred: boolean; onFiles: (files: File[]) => void }) {
  if (starred) {
    const words = texts.gallery.emptyStarred
    return (
      <EmptyState icon={Star} title={words.title} body={words.body}>
        <Link to="/gallery" className={buttonClasses('plain')}>
          {words.action}
        </Link>
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
