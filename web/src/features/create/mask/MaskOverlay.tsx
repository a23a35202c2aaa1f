import { useMaskPicture } from './keptMask'

/** What stays is dimmed on the thumbnail, what may change shines through. */
export function MaskOverlay({ id }: { id: string }) {
  const { data: mask } = useMaskPicture(id)
  if (!mask) return null
  return (
    <img
      src={mask.small}
      alt=""
      draggable={false}
      className="pointer-events-none absolute inset-0 size-full object-cover opacity-65"
    />
  )
}
