import { useEffect, useState } from 'react'
import { formatElapsed } from '@/shared/formatDetails'
import { words } from './words'

const SECOND = 1_000

/** How long a picture is being drawn; silent, for a clock that is read aloud every second is noise. */
export function DrawingBadge({ since }: { since: string | undefined }) {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), SECOND)
    return () => clearInterval(timer)
  }, [])
  if (!since) return null
  return (
    <span
      role="timer"
      aria-label={words.elapsed}
      className="absolute bottom-2 inset-s-2 flex items-center gap-1.5 rounded-full bg-black/60 px-2 py-0.5 font-medium text-[0.6875rem] text-white tabular-nums backdrop-blur-sm"
    >
      <span aria-hidden className="size-1.5 animate-shimmer rounded-full bg-violet-300" />
      {formatElapsed(now - Date.parse(since))}
    </span>
  )
}
