import { ChevronLeft, ChevronRight } from 'lucide-react'
import { iconButtonClasses } from './Button'

interface StepButtonProps {
  to: 'previous' | 'next'
  label: string
  go: () => void
}

/** At the side of a large picture, to the one beside it. */
export function StepButton({ to, label, go }: StepButtonProps) {
  const side = to === 'previous' ? 'inset-s-2' : 'inset-e-2'
  const Icon = to === 'previous' ? ChevronLeft : ChevronRight
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      onClick={go}
      className={iconButtonClasses('glass', 'largeRound', `absolute inset-y-0 my-auto ${side}`)}
    >
      <Icon size={24} aria-hidden className="rtl:-scale-x-100" />
    </button>
  )
}
