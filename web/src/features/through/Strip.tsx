import { memo, useEffect, useMemo, useRef } from 'react'
import type { Picture } from '@/shared/graphql/fragments'
import { averageColour } from '@/shared/picture/thumbhash'
import { texts } from '@/shared/texts'
import { classes } from '@/shared/ui/classes'
import { calm } from '@/shared/zoom/motion'
import { type Round, type Verdict, verdictsOf } from './decisions'
import { Mark } from './Mark'
import { words } from './words'

interface StripProps {
  round: Round
  pictures: ReadonlyMap<string, Picture>
  onGo: (at: number) => void
}

/** All of them in a row, with what was decided; each leads there. */
export function Strip({ round, pictures, onGo }: StripProps) {
  const { steps, at, ids } = round
  const verdicts = useMemo(() => verdictsOf({ steps }), [steps])
  const list = useRef<HTMLUListElement>(null)
  useEffect(() => {
    const thumb = list.current?.children[at]
    thumb?.scrollIntoView({ inline: 'center', block: 'nearest', behavior: calm() ? 'instant' : 'smooth' })
  }, [at])
  return (
    <nav
      aria-label={words.strip}
      className="shrink-0 overflow-x-auto overscroll-contain pb-[max(0.75rem,env(safe-area-inset-bottom))]"
    >
      <ul ref={list} className="mx-auto flex w-max gap-1.5 px-3 pt-1">
        {ids.map((id, place) => (
          <Thumb
            key={id}
            place={place}
            of={ids.length}
            picture={pictures.get(id)}
            verdict={verdicts.get(id)}
            isHere={place === at}
            onGo={onGo}
          />
        ))}
      </ul>
    </nav>
  )
}

interface ThumbProps {
  place: number
  of: number
  picture: Picture | undefined
  verdict: Verdict | undefined
  isHere: boolean
  onGo: (at: number) => void
}

const Thumb = memo(function Thumb({ place, of, picture, verdict, isHere, onGo }: ThumbProps) {
  const name = words.placeLabel(place + 1, of)
  return (
    <li className="relative size-12 shrink-0 [contain-intrinsic-size:3rem] [content-visibility:auto] sm:size-14">
      <button
        type="button"
        aria-current={isHere ? 'true' : undefined}
        aria-label={[name, verdict && words.verdicts[verdict]].filter(Boolean).join(', ')}
        title={picture && texts.gallery.open(picture.prompt)}
        onClick={() => onGo(place)}
        onMouseDown={(event) => event.preventDefault()}
        className={classes(
          'absolute inset-0 overflow-hidden rounded-md bg-zinc-800 focus-visible:-outline-offset-2',
          isHere && 'ring-2 ring-violet-400 ring-inset',
        )}
        style={picture && { backgroundColor: averageColour(picture.thumbhash) }}
      >
        {picture && (
          <img
            src={picture.small}
            alt=""
            loading="lazy"
            decoding="async"
            draggable={false}
            className={classes(
              'absolute size-full object-cover transition-opacity',
              isHere && 'inset-0.5 size-[calc(100%-0.25rem)] rounded',
              !isHere && 'inset-0',
              verdict === 'trash' && 'opacity-30',
            )}
          />
        )}
        {verdict && <Mark verdict={verdict} size={11} className="absolute inset-e-1 bottom-1 size-4.5" />}
      </button>
    </li>
  )
})
