import { WifiOff } from 'lucide-react'
import { useEffect, useState } from 'react'
import { connected } from '@/shared/connection'
import { moreTexts } from '@/shared/moreTexts'
import { useStore } from '@/shared/store'

const PATIENCE_MS = 3_000

/** Short gaps heal by themselves and are not worth a word. */
export function ConnectionNotice() {
  const lost = useStore(connected) === false
  const [shown, setShown] = useState(false)
  useEffect(() => {
    if (!lost) return setShown(false)
    const timer = setTimeout(() => setShown(true), PATIENCE_MS)
    return () => clearTimeout(timer)
  }, [lost])
  return (
    <div role="status" className="pointer-events-none fixed inset-x-0 top-0 z-50 flex justify-center">
      {shown && (
        <p className="mt-3 flex animate-rise items-center gap-2 rounded-full bg-amber-500 px-4 py-1.5 font-medium text-amber-950 text-sm shadow-lg">
          <WifiOff size={16} aria-hidden />
          {moreTexts.offline}
        </p>
      )}
    </div>
  )
}
