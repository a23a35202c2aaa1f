import { type RefObject, useLayoutEffect } from 'react'
import { isMirrored } from '@/shared/texts/locale'
import { followSwipes } from '@/shared/zoom/followSwipes'
import { Swipe, type Way } from '@/shared/zoom/Swipe'
import type { Decider } from './Decider'
import type { Verdict } from './decisions'

/** Which way a swipe decides what: on is where one reads to, back is away with it. */
export const WAYS = {
  keep: isMirrored ? 'left' : 'right',
  trash: isMirrored ? 'right' : 'left',
  star: 'up',
} as const satisfies Record<Verdict, Way>

export const ARROWS: Record<Way, string> = { left: '←', right: '→', up: '↑', down: '↓' }

/** The picture follows a finger, and is decided where it is let go. */
export function useSwipes(
  stage: RefObject<HTMLElement | null>,
  frame: RefObject<HTMLElement | null>,
  id: string,
  { skip, trash, star }: Decider,
): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: each picture has a frame of its own
  useLayoutEffect(() => {
    if (!stage.current || !frame.current) return
    const targets = { [WAYS.keep]: skip, [WAYS.trash]: trash, [WAYS.star]: star }
    return followSwipes(stage.current, new Swipe(frame.current, () => targets))
  }, [stage, frame, id, skip, trash, star])
}
