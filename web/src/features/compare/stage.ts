/** Where pictures are moved by hand. */
export const STAGE =
  'touch-none overflow-hidden data-dragging:cursor-grabbing data-zoomed:not-data-dragging:cursor-grab not-data-zoomed:cursor-zoom-in'
