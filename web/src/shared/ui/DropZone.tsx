import { ImageUp } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { texts } from '@/shared/texts'

interface DropZoneProps {
  label: string
  onFiles: (files: File[]) => void
}

/** Takes files dropped or pasted anywhere in the window. */
export function DropZone({ label, onFiles }: DropZoneProps) {
  const over = useDroppedFiles(onFiles)
  if (!over) return null
  return (
    <div className="pointer-events-none fixed inset-0 z-40 grid place-items-center bg-violet-950/40 p-4 backdrop-blur-sm">
      <div className="flex animate-rise flex-col items-center gap-3 rounded-3xl border-2 border-white/70 border-dashed bg-zinc-950/60 px-14 py-12 text-white">
        <ImageUp size={40} strokeWidth={1.5} aria-hidden />
        <p className="font-semibold text-lg">{label}</p>
        <p className="text-sm text-white/80">{texts.gallery.dropHint}</p>
      </div>
    </div>
  )
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
    const show = (next: number) => {
      depth = Math.max(0, next)
      setOver(depth > 0)
    }
    const on = <Type extends keyof WindowEventMap>(type: Type, run: (event: WindowEventMap[Type]) => void) =>
      window.addEventListener(type, run, { signal: ended.signal })
    on('dragenter', (event) => hasFiles(event.dataTransfer) && show(depth + 1))
    on('dragleave', (event) => hasFiles(event.dataTransfer) && show(depth - 1))
    on('dragover', (event) => hasFiles(event.dataTransfer) && event.preventDefault())
    on('drop', (event) => {
      if (!hasFiles(event.dataTransfer)) return
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

function hasFiles(transfer: DataTransfer | null): boolean {
  return transfer?.types.includes('Files') ?? false
}
