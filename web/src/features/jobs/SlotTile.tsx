import type { Job, JobSlot } from '@/shared/graphql/fragments'
import { isPending } from '@/shared/jobs'
import { useDecoded } from '@/shared/picture/useDecoded'
import { DoneTile } from './DoneTile'
import { DrawingBadge } from './DrawingBadge'
import { EmptyTile } from './EmptyTile'
import { SlotPicture } from './SlotPicture'
import { words } from './words'

interface SlotTileProps {
  slot: JobSlot
  job: Job
  place: number | null
}

/** The place of one picture: waiting, being drawn, there, or not coming. */
export function SlotTile({ slot, job, place }: SlotTileProps) {
  const wanted = slot.image?.medium ?? slot.previewUrl
  const decoded = useDecoded(wanted)
  const shown = wanted ? decoded : null
  const name = words.slot(slot.index + 1, job.slots.length)
  if (slot.image) return <DoneTile image={slot.image} shown={shown} name={name} />
  const drawing = isPending(job) && slot.status === 'RUNNING'
  return (
    <>
      {shown ? (
        <SlotPicture src={shown} alt={name} />
      ) : (
        <EmptyTile slot={slot} job={job} place={place} name={name} />
      )}
      {drawing && <DrawingBadge since={job.attempts.at(-1)?.sentAt} />}
    </>
  )
}
