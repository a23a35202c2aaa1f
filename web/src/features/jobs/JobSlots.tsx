import type { Job } from '@/shared/graphql/fragments'
import { classes } from '@/shared/ui/classes'
import { SlotTile } from './SlotTile'

/** By the number of pictures, so that few or no places stay empty. */
const COLUMNS: Record<number, string> = {
  1: '',
  2: 'grid-cols-2',
  3: 'grid-cols-3',
  4: 'grid-cols-2',
  5: 'grid-cols-3',
  6: 'grid-cols-3',
  7: 'grid-cols-4',
  8: 'grid-cols-4',
  9: 'grid-cols-3',
}

/** One place per picture asked for, in a frame of the same shape on every card. */
export function JobSlots({ job, place }: { job: Job; place: number | null }) {
  const { slots } = job
  return (
    <ul
      className={classes(
        'grid aspect-3/2 shrink-0 auto-rows-fr gap-0.5 bg-white dark:bg-zinc-950',
        COLUMNS[slots.length] ?? 'grid-cols-5',
      )}
    >
      {slots.map((slot) => (
        <li key={slot.index} className="relative overflow-hidden">
          <SlotTile slot={slot} job={job} place={place} />
        </li>
      ))}
    </ul>
  )
}
