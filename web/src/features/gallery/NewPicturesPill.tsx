import { ArrowUp } from 'lucide-react'
import { texts } from '@/shared/texts'

export function NewPicturesPill({ count, onClick }: { count: number; onClick: () => void }) {
  return (
    <div aria-live="polite" className="pointer-events-none sticky top-0 z-20 flex h-0 justify-center">
      {count > 0 && (
        <button
          type="button"
          aria-label={texts.gallery.newerLabel(count)}
          onClick={onClick}
          className="pointer-events-auto mt-3 flex h-9 animate-rise items-center gap-1.5 rounded-full bg-violet-600 px-4 font-medium text-sm text-white shadow-lg hover:bg-violet-500 pointer-coarse:h-11"
        >
          <ArrowUp size={16} aria-hidden />
          {texts.gallery.newer(count)}
        </button>
      )}
    </div>
  )
}
