import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import { type Deed, done, draw, drawAll, type History, type Point, redone, undone } from './deeds'

type Stroke = Extract<Deed, { points: unknown }>

/** What is drawn on a canvas, with its history. */
export function useDrawing(canvas: RefObject<HTMLCanvasElement | null>, before: History) {
  const [history, setHistory] = useState(before)
  const stroke = useRef<Stroke | null>(null)
  useEffect(() => {
    if (canvas.current) drawAll(canvas.current, history)
  }, [canvas, history])
  const act = useCallback((deed: Deed) => setHistory((now) => done(now, deed)), [])
  const begin = (kind: Stroke['kind'], size: number, point: Point) => {
    stroke.current = { kind, size, points: [point] }
    if (canvas.current) draw(canvas.current, stroke.current)
  }
  const extend = (point: Point) => {
    const now = stroke.current
    const last = now?.points.at(-1)
    if (!now || !last || !canvas.current) return
    stroke.current = { ...now, points: [...now.points, point] }
    // Only the new piece: the whole is drawn anew when the stroke has ended.
    draw(canvas.current, { ...now, points: [last, point] })
  }
  const end = () => {
    if (stroke.current) act(stroke.current)
    stroke.current = null
  }
  /** The stroke was no stroke: a second finger has come. */
  const drop = () => {
    stroke.current = null
    if (canvas.current) drawAll(canvas.current, history)
  }
  return {
    history,
    act,
    begin,
    extend,
    end,
    drop,
    undo: useCallback(() => setHistory(undone), []),
    redo: useCallback(() => setHistory(redone), []),
  }
}
