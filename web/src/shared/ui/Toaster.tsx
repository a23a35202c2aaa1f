import { lazy, Suspense } from 'react'
import { useStore } from '@/shared/store'
import { texts } from '@/shared/texts'
import { toasts } from '@/shared/toasts'

export const loadToasts = () => import('./ToastCard')
const ToastCard = lazy(() => loadToasts().then((module) => ({ default: module.ToastCard })))

/** Whatever lies over the page by showModal() needs one of its own inside: all else is inert then. */
export function Toaster() {
  const shown = useStore(toasts)
  return (
    <section
      aria-label={texts.toasts.label}
      aria-live="polite"
      className="pointer-events-none fixed inset-x-0 bottom-0 z-50 flex flex-col items-center gap-2 p-4 pb-[max(1rem,env(safe-area-inset-bottom))]"
    >
      <Suspense fallback={null}>
        {shown.map((toast) => (
          <ToastCard key={toast.id} toast={toast} />
        ))}
      </Suspense>
    </section>
  )
}
