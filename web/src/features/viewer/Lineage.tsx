import type { ReactNode } from 'react'
import type { LinkProps } from 'react-router'
import { BlurUp } from '@/shared/picture/BlurUp'
import { averageColour } from '@/shared/picture/thumbhash'
import { texts } from '@/shared/texts'
import { Link } from '@/shared/ui/Link'
import type { RelativePicture } from './documents'
import type { ViewedPicture } from './usePictureDetails'
import { words } from './words'

interface LineageProps {
  picture: ViewedPicture
  linkTo: (id: string) => Pick<LinkProps, 'to' | 'state'>
}

const said = words.lineage

/** What the picture was made from, what was made from it, and what was asked for with it; each leads there. */
export function Lineage({ picture, linkTo }: LineageProps) {
  const { sources = [], derived, job } = picture
  const siblings = job && job.images.length > 1 ? job.images : []
  const thumb = (relative: RelativePicture) => (
    <Relative key={relative.id} relative={relative} isShown={relative.id === picture.id} linkTo={linkTo} />
  )
  return (
    <>
      {sources.length > 0 && (
        <Strip label={said.sources}>
          {sources.map(({ id, image, thumbhash }) =>
            image ? thumb(image) : <Gone key={id} thumbhash={thumbhash} />,
          )}
        </Strip>
      )}
      {derived && derived.totalCount > 0 && (
        <Strip label={said.derived(derived.totalCount)}>
          {derived.nodes.map(thumb)}
          <Rest count={derived.totalCount - derived.nodes.length} />
        </Strip>
      )}
      {siblings.length > 0 && <Strip label={said.siblings}>{siblings.map(thumb)}</Strip>}
    </>
  )
}

function Strip({ label, children }: { label: string; children: ReactNode }) {
  return (
    <section className="mt-3">
      <h3 className="mb-1.5 text-xs text-zinc-400">{label}</h3>
      <ul className="flex flex-wrap gap-1.5">{children}</ul>
    </section>
  )
}

interface RelativeProps {
  relative: RelativePicture
  isShown: boolean
  linkTo: LineageProps['linkTo']
}

function Relative({ relative, isShown, linkTo }: RelativeProps) {
  const picture = (
    <BlurUp thumbhash={relative.thumbhash} src={relative.small} alt={texts.gallery.open(relative.prompt)} />
  )
  const box = 'absolute inset-0 overflow-hidden rounded-lg'
  return (
    <li className="relative size-14">
      {isShown ? (
        <span aria-current="true" className={`${box} opacity-60 ring-2 ring-white/70`}>
          {picture}
        </span>
      ) : (
        <Link {...linkTo(relative.id)} title={relative.prompt || undefined} className={box}>
          {picture}
        </Link>
      )}
    </li>
  )
}

/** A source that was purged leaves its colours. */
function Gone({ thumbhash }: { thumbhash: string }) {
  return (
    <li
      className="grid size-14 place-items-center rounded-lg"
      style={{ backgroundColor: averageColour(thumbhash) }}
    >
      <span className="rounded bg-black/70 px-1 py-0.5 text-center text-[0.625rem] text-white leading-tight">
        {said.gone}
      </span>
    </li>
  )
}

function Rest({ count }: { count: number }) {
  if (count <= 0) return null
  return <li className="grid h-14 place-items-center px-2 text-xs text-zinc-400">{said.more(count)}</li>
}
