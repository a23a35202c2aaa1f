import { Compass } from 'lucide-react'
import { moreTexts } from '@/shared/moreTexts'
import { buttonClasses } from '@/shared/ui/Button'
import { EmptyState } from '@/shared/ui/EmptyState'
import { Link } from '@/shared/ui/Link'
import { PageFrame } from '@/shared/ui/PageFrame'

export function NotFound() {
  const words = moreTexts.notFound
  return (
    <PageFrame title={words.title}>
      <EmptyState icon={Compass} title={words.body} body={words.hint}>
        <Link to="/gallery" className={buttonClasses('plain')}>
          {moreTexts.toGallery}
        </Link>
      </EmptyState>
    </PageFrame>
  )
}
