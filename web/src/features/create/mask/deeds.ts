export type Point = readonly [x: number, y: number]

/** What was done to a mask, in dots of the picture. */
export type Deed =
  | { kind: 'PAINT' | 'ERASE'; size: number; points: readonly Point[] }
  | { kind: 'CLEAR' }
  | { kind: 'INVERT' }

/** All deeds, of which the first `at` hold; the others can be done again. */
export interface History {
  deeds: readonly Deed[]
  at: number
}

export const UNTOUCHED: History = { deeds: [], at: 0 }

export function done({ deeds, at }: History, deed: Deed): History {
  return { deeds: [...deeds.slice(0, at), deed], at: at + 1 }
}

export function undone({ deeds, at }: History): History {
  return { deeds, at: Math.max(0, at - 1) }
}

export function redone({ deeds, at }: History): History {
  return { deeds, at: Math.min(deeds.length, at + 1) }
}

/** Whether nothing is marked, as far as the deeds tell. */
export function isBlank({ deeds, at }: History): boolean {
  const last = deeds.slice(0, at).findLast(({ kind }) => kind !== 'ERASE')
  return last === undefined || last.kind === 'CLEAR'
}

const COLOUR = '#8b5cf6'

/** Draws the whole mask anew: what may change is opaque. */
export function drawAll(canvas: HTMLCanvasElement, { deeds, at }: History): void {
  const context = canvas.getContext('2d')
  context?.clearRect(0, 0, canvas.width, canvas.height)
  for (const deed of deeds.slice(0, at)) draw(canvas, deed)
}

export function draw(canvas: HTMLCanvasElement, deed: Deed): void {
  const context = canvas.getContext('2d')
  if (!context) return
  context.save()
  context.fillStyle = COLOUR
  context.strokeStyle = COLOUR
  if (deed.kind === 'CLEAR') context.clearRect(0, 0, canvas.width, canvas.height)
  else if (deed.kind === 'INVERT') {
    context.globalCompositeOperation = 'xor'
    context.fillRect(0, 0, canvas.width, canvas.height)
  } else {
    context.globalCompositeOperation = deed.kind === 'ERASE' ? 'destination-out' : 'source-over'
    context.lineCap = 'round'
    context.lineJoin = 'round'
    context.lineWidth = deed.size
    context.stroke(pathOf(deed.points))
  }
  context.restore()
}

/** A single point is a dot, for a line to itself has round ends, too. */
function pathOf(points: readonly Point[]): Path2D {
  const path = new Path2D()
  const [[x, y] = [0, 0]] = points
  path.moveTo(x, y)
  for (const [toX, toY] of points.length > 1 ? points.slice(1) : points) path.lineTo(toX, toY)
  return path
}

/** The file that the API wants: opaque, and transparent where something may change. */
export async function maskFile(painted: HTMLCanvasElement): Promise<File> {
  const canvas = document.createElement('canvas')
  canvas.width = painted.width
  canvas.height = painted.height
  const context = canvas.getContext('2d')
  context?.fillRect(0, 0, canvas.width, canvas.height)
  if (context) context.globalCompositeOperation = 'destination-out'
  context?.drawImage(painted, 0, 0)
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
  if (!blob) throw new Error('the browser could not write the mask')
  return new File([blob], 'mask.png', { type: 'image/png' })
}
