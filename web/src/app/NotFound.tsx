import { Compass } from 'lucide-react'
import { texts } from '@/shared/texts'
import { buttonClasses } from '@/shared/ui/Button'
import { EmptyState } from '@/shared/ui/EmptyState'
import { Link } from '@/shared/ui/Link'
import { PageFrame } from '@/shared/ui/PageFrame'

export function NotFound() {
  return (
    <PageFrame title={texts.app.notFoundTitle}>
      <EmptyState icon={Compass} title={texts.app.notFound} body={texts.app.notFoundBody}>
        <Link to="/gallery" className={buttonClasses('plain')}>
          {texts.trash.toGallery}
        </Link>
      </EmptyState>
    </PageFrame>
  )
}
