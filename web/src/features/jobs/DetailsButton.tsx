import { ChevronDown } from 'lucide-react'
import { IconButton } from '@/shared/ui/Button'
import { classes } from '@/shared/ui/classes'
import { words } from './words'

export function DetailsButton({ open, onClick }: { open: boolean; onClick: () => void }) {
  return (
    <IconButton label={words.details.label} aria-expanded={open} className="-me-2 ms-auto" onClick={onClick}>
      <ChevronDown size={17} aria-hidden className={classes('transition-transform', open && 'rotate-180')} />
    </IconButton>
  )
}
