import type { Picture } from '@/shared/graphql/fragments'
import { texts } from '@/shared/texts'
import { StepButton } from '@/shared/ui/StepButton'
import { Controls } from './Controls'
import type { Decider } from './Decider'
import { type Round, verdictsOf } from './decisions'
import { LargePicture } from './LargePicture'
import { Mark } from './Mark'
import { ARROWS, WAYS } from './useSwipes'
import { words } from './words'

interface LookingProps {
  round: Round
  /** Not there any more, where it was deleted for ever meanwhile. */
  picture: Picture | undefined
  ahead: Picture | undefined
  decider: Decider
}

/** The picture that is to be decided, with the buttons that decide it. */
export function Looking({ round, picture, ahead, decider }: LookingProps) {
  const { at, ids } = round
  const verdict = picture && verdictsOf(round).get(picture.id)
  return (
    <>
      <div className="relative min-h-0 flex-1">
        {picture ? (
          <LargePicture {...{ picture, ahead, decider }} />
        ) : (
          <p className="grid h-full place-items-center px-6 text-zinc-400">{words.gone}</p>
        )}
        {verdict && (
          <Mark verdict={verdict} className="absolute top-3 left-1/2 size-9 -translate-x-1/2" size={20} />
        )}
        {at > 0 && <StepButton to="previous" label={words.previous} go={() => decider.goBy(-1)} />}
        {at < ids.length - 1 && <StepButton to="next" label={words.next} go={() => decider.goBy(1)} />}
      </div>
      <p
        dir="auto"
        className="mx-auto line-clamp-1 max-w-3xl shrink-0 px-4 pt-2 text-center text-sm text-zinc-400"
      >
        {picture?.prompt}
      </p>
      <Controls decider={decider} />
      <p aria-hidden className="hidden px-4 pb-2 text-center text-xs text-zinc-400 pointer-coarse:block">
        {words.swipe(ARROWS[WAYS.trash], ARROWS[WAYS.star], ARROWS[WAYS.keep])}
      </p>
      <p className="sr-only" aria-live="polite">
        {words.placeLabel(at + 1, ids.length)}: {picture ? texts.gallery.open(picture.prompt) : words.gone}
        {verdict && `, ${words.verdicts[verdict]}`}
      </p>
    </>
  )
}
