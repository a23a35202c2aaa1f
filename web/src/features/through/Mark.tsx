import { Check, type LucideIcon, Star, Trash2 } from 'lucide-react'
import { classes } from '@/shared/ui/classes'
import type { Verdict } from './decisions'

const MARKS: Record<Verdict, { icon: LucideIcon; tone: string }> = {
  star: { icon: Star, tone: 'bg-amber-300 text-amber-950' },
  trash: { icon: Trash2, tone: 'bg-red-600 text-white' },
  keep: { icon: Check, tone: 'bg-zinc-200 text-zinc-900' },
}

interface MarkProps {
  verdict: Verdict
  size: number
  className: string
}

/** What was decided, as a sign. */
export function Mark({ verdict, size, className }: MarkProps) {
  const { icon: Icon, tone } = MARKS[verdict]
  return (
    <span aria-hidden className={classes('grid place-items-center rounded-full shadow', tone, className)}>
      <Icon size={size} strokeWidth={2.2} />
    </span>
  )
}
