import { lazy, Suspense, useEffect, useRef, useState } from 'react'

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
  const latest = useRef(onFiles)
  useEffect(() => {
    latest.current = onFiles
  }, [onFiles])
  useEffect(() => {
    const ended = new AbortController()
    // Entering a child fires before leaving its parent, so that only a count tells when the window is left.
    let depth = 0
    let dragged: Node | null = null
    const isForeign = ({ dataTransfer }: DragEvent) =>
      !dragged?.isConnected && (dataTransfer?.types.includes('Files') ?? false)
    const show = (next: number) => {
      depth = Math.max(0, next)
      setOver(depth > 0)
    }
    const on = <Type extends keyof WindowEventMap>(type: Type, run: (event: WindowEventMap[Type]) => void) =>
      window.addEventListener(type, run, { signal: ended.signal })
    // A picture of this page comes with a file, too. Whoever is taken out of the page while dragged tells no end.
    on('dragstart', ({ target }) => {
      dragged = target instanceof Node ? target : null
    })
    on('dragend', () => {
      dragged = null
    })
    on('dragenter', (event) => isForeign(event) && show(depth + 1))
    on('dragleave', (event) => isForeign(event) && show(depth - 1))
    on('dragover', (event) => isForeign(event) && event.preventDefault())
    on('drop', (event) => {
      if (!isForeign(event)) return
      event.preventDefault()
      show(0)
      latest.current([...(event.dataTransfer?.files ?? [])])
    })
    on('paste', (event) => {
      const files = [...(event.clipboardData?.files ?? [])]
      if (files.length > 0) latest.current(files)
    })
    return () => ended.abort()
  }, [])
  return over
}
