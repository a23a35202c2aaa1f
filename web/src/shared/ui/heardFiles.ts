import { isTyping } from './isTyping'

interface Hearing {
  signal: AbortSignal
  /** Whether files are held over the window. */
  onOver: (over: boolean) => void
  onFiles: (files: File[]) => void
}

/** Hears of files that are dropped or pasted anywhere in the window. What is dragged in the page is left alone. */
export function hearFiles({ signal, onOver, onFiles }: Hearing): void {
  const on = <Type extends keyof WindowEventMap>(type: Type, run: (event: WindowEventMap[Type]) => void) =>
    window.addEventListener(type, run, { signal })
  // Entering a child fires before leaving its parent, so that only a count tells when the window is left.
  let depth = 0
  const show = (next: number) => {
    depth = Math.max(0, next)
    onOver(depth > 0)
  }
  // A picture of this page comes with a file, too. Whoever is taken out of the page while dragged tells no end.
  let dragged: Node | null = null
  const isForeign = ({ dataTransfer }: DragEvent) =>
    !dragged?.isConnected && (dataTransfer?.types.includes('Files') ?? false)
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
    onFiles([...(event.dataTransfer?.files ?? [])])
  })
  on('paste', (event) => {
    const files = [...(event.clipboardData?.files ?? [])]
    const text = event.clipboardData?.getData('text/plain') ?? ''
    if (files.length === 0 || (isTyping(event) && !onlyNames(text, files))) return
    event.preventDefault()
    onFiles(files)
  })
}

/** Whether a text is but that of a file manager. Cells of a spreadsheet come as a text and as a picture of it. */
function onlyNames(text: string, files: readonly File[]): boolean {
  const names = files.flatMap(({ name }) => [name, encodeURI(name)])
  const lines = text.split(/\r?\n/).filter((line) => line !== '')
  return lines.every((line) => names.some((name) => line.endsWith(name)))
}
