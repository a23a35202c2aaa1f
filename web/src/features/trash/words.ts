import { translated } from '@/shared/texts/catalogue'
import { trash } from '@/shared/texts/en/trash'

export const words = translated('trash', trash)
