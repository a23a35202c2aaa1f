import {
  CheckCircle2,
  Columns2,
  Copy,
  Download,
  GalleryHorizontalEnd,
  type LucideIcon,
  Maximize2,
  Pencil,
  Repeat2,
  Star,
  StarOff,
  Trash2,
  Undo2,
} from 'lucide-react'
import type { ActionId } from './actions'

export const ACTION_ICONS: Record<ActionId, LucideIcon> = {
  open: Maximize2,
  select: CheckCircle2,
  star: Star,
  unstar: StarOff,
  edit: Pencil,
  remix: Repeat2,
  copyPrompt: Copy,
  download: Download,
  goThrough: GalleryHorizontalEnd,
  compare: Columns2,
  trash: Trash2,
  restore: Undo2,
  delete: Trash2,
}
