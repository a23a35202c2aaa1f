import { translated } from '@/shared/texts/catalogue'
import { viewer } from '@/shared/texts/en/viewer'

export const words = translated('viewer', viewer)
