import { lazy, Suspense, useEffectEvent, useLayoutEffect, useState } from 'react'
import { hearFiles } from './heardFiles'

const DropSign = lazy(() => import('./DropSign').then((module) => ({ default: module.DropSign })))

interface DropZoneProps {
  label: string
  onFiles: (files: File[]) => void
}

/** Takes files dropped or pasted anywhere in the window. */
export function DropZone({ label, onFiles }: DropZoneProps) {
  const over = useDroppedFiles(onFiles)
  return <Suspense fallback={null}>{over && <DropSign label={label} />}</Suspense>
}

function useDroppedFiles(onFiles: (files: File[]) => void): boolean {
  const [over, setOver] = useState(false)
  const take = useEffectEvent(onFiles)
  useLayoutEffect(() => {
    const ended = new AbortController()
    hearFiles({ signal: ended.signal, onOver: setOver, onFiles: (files) => take(files) })
    return () => ended.abort()
  }, [])
  return over
}
