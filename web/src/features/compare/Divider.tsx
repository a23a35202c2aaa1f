import { ChevronsLeftRight } from 'lucide-react'
import type { KeyboardEvent, PointerEvent } from 'react'
import { words } from './words'

const STEPS: Record<string, number> = {
  ArrowLeft: -2,
  ArrowDown: -2,
  ArrowRight: 2,
  ArrowUp: 2,
  PageDown: -10,
  PageUp: 10,
  Home: -100,
  End: 100,
}

interface DividerProps {
  /** 0 to 100, from the left. */
  share: number
  onChange: (share: number) => void
}

/** Follows the pointer, a finger and the arrow keys. */
export function Divider({ share, onChange }: DividerProps) {
  const set = (next: number) => onChange(Math.min(100, Math.max(0, Math.round(next))))
  const follow = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.parentElement?.getBoundingClientRect()
    if (box && event.currentTarget.hasPointerCapture(event.pointerId))
      set(((event.clientX - box.left) / box.width) * 100)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key]
    if (step === undefined) return
    event.preventDefault()
    set(share + step)
  }
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={words.divide}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={share}
      aria-valuetext={words.percent(share)}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={follow}
      onKeyDown={onKeyDown}
      className="group absolute inset-y-0 grid w-11 -translate-x-1/2 cursor-ew-resize touch-none place-items-center outline-none"
      style={{ left: `${share}%` }}
    >
      <span aria-hidden className="absolute inset-y-0 w-0.5 bg-white/90 shadow-[0_0_4px_rgb(0_0_0/0.6)]" />
      <span
        aria-hidden
        className="relative grid size-10 place-items-center rounded-full bg-white text-zinc-900 shadow-lg group-focus-visible:outline-3 group-focus-visible:outline-violet-500"
      >
        <ChevronsLeftRight size={20} />
      </span>
    </div>
  )
}
