import { formatNumber } from '@/shared/format'

/** What the page says on which a mask is drawn. */
export const mask = {
  control: { draw: 'Mark what may change', change: 'Change the mask', remove: 'Remove mask' },
  title: 'Mark what may change',
  name: (prompt: string) => `Mask${prompt ? `: ${prompt}` : ''}`,
  stage: 'Drawing area. The arrow keys move the brush, Space paints.',
  brushAt: (x: number, y: number) => `${formatNumber(x)} % from the left, ${formatNumber(y)} % from the top`,
  tool: 'Tool',
  tools: { PAINT: 'Brush', ERASE: 'Eraser', MOVE: 'Move' },
  size: 'Brush size',
  undo: 'Undo',
  redo: 'Redo',
  closer: 'Closer',
  farther: 'Farther',
  whole: 'Whole picture',
  invert: 'Swap what is marked and what is not',
  clear: 'Clear',
  cancel: 'Cancel',
  save: 'Use mask',
  saving: 'Saving…',
  blank: 'Nothing is marked yet.',
  gone: 'The mask was deleted with the trash. Mark again what may change.',
}
