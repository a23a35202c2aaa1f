import { texts } from '@/shared/texts'

const WIDTHS = [18, 24, 14, 20, 16, 22, 14, 24, 18, 20, 16, 22]

/** It takes no room, so that nothing moves when the pictures come. */
export function GridSkeleton() {
  return (
    <div
      role="status"
      aria-label={texts.app.loading}
      className="absolute inset-x-0 flex flex-wrap gap-1.5 px-2 sm:px-6"
    >
      {WIDTHS.map((width, i) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: these never move
          key={i}
          className="h-36 animate-shimmer rounded-md bg-zinc-100 sm:h-56 dark:bg-zinc-900"
          style={{ flex: `${width} 0 ${width}%` }}
        />
      ))}
    </div>
  )
}
