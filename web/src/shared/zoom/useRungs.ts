import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useLayoutEffect, useSyncExternalStore } from 'react'
import type { Picture } from '@/shared/graphql/fragments'
import { pictureKey } from '@/shared/imageCache'
import type { PictureLoads } from '@/shared/picture/PictureLoads'
import { refreshPicture } from '@/shared/refreshPictures'
import { useImageCache } from '@/shared/useImageCache'
import { thumbScale } from './geometry'
import type { ZoomControl } from './ZoomControl'

const PREVIEW_SIDE = 1440
const HAIR = 0.01

interface Asked {
  picture: Picture
  original: string | undefined
  /** Where a person goes next, the likeliest way first. */
  ahead: readonly (Picture | undefined)[]
  loads: PictureLoads
  zoom: ZoomControl
}

/** From the thumbnail that is there already to the original, which is loaded once more pixels are shown than the
 * preview has. */
export function useRungs({ picture, original, ahead, loads, zoom }: Asked) {
  const cache = useImageCache()
  const client = useQueryClient()
  const isLarge = useSyncExternalStore(zoom.view.subscribe, () => exceedsPreview(picture, zoom))
  const rungs = [thumbOf(picture), picture.preview, ...(isLarge && original ? [original] : [])]
  const wanted = rungs.join('\n')
  const later = ahead.flatMap((one) => one?.preview ?? []).join('\n')
  useLayoutEffect(() => {
    loads.want(wanted.split('\n'), savesData() || !later ? [] : later.split('\n'))
  }, [loads, wanted, later])
  const best = useSyncExternalStore(loads.subscribe, () => loads.best(rungs))
  const failed = useSyncExternalStore(loads.subscribe, () => loads.hasFailed(picture.preview))
  const retry = () => {
    for (const src of rungs) if (loads.hasFailed(src)) loads.drop(src)
    loads.want(rungs, [])
    refreshPicture(cache, picture.id)
    void client.invalidateQueries({ queryKey: pictureKey(picture.id) })
  }
  const hasExpired = failed && Date.parse(picture.urlExpiresAt) < Date.now()
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each address that has run out
  useEffect(() => {
    if (hasExpired) retry()
  }, [hasExpired, picture.preview])
  return { best, failed: failed && !hasExpired, retry }
}

function exceedsPreview(picture: Picture, zoom: ZoomControl): boolean {
  const pixels = zoom.view.get().scale * window.devicePixelRatio
  return pixels > thumbScale(picture, PREVIEW_SIDE) + HAIR
}

/** The thumbnail that the tile shows is there at once, whichever size it is. */
function thumbOf({ small }: Picture): string {
  const tile = document.querySelector<HTMLImageElement>(`img[src="${CSS.escape(small)}"]`)
  return (tile?.complete && tile.naturalWidth > 0 && tile.currentSrc) || small
}

function savesData(): boolean {
  return (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true
}
