import { Brush, X } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import type { Picture } from '@/shared/graphql/fragments'
import { Button } from '@/shared/ui/Button'
import { removeMask, useMaskId } from './keptMask'
import { words } from './words'

const MaskEditor = lazy(() => import('./MaskEditor').then((module) => ({ default: module.MaskEditor })))

/** Marks a part of the first source, outside of which nothing changes. */
export function MaskControl({ source }: { source: Picture }) {
  const [open, setOpen] = useState(false)
  const hasMask = useMaskId(source) !== null
  return (
    <span className="-mx-2 flex gap-1">
      <Button tone="quiet" className="h-8 whitespace-nowrap px-2" onClick={() => setOpen(true)}>
        <Brush size={15} aria-hidden />
        {hasMask ? words.control.change : words.control.draw}
      </Button>
      {hasMask && (
        <Button tone="quiet" className="h-8 whitespace-nowrap px-2" onClick={removeMask}>
          <X size={15} aria-hidden />
          {words.control.remove}
        </Button>
      )}
      <Suspense fallback={null}>
        {open && <MaskEditor source={source} onClose={() => setOpen(false)} />}
      </Suspense>
    </span>
  )
}
