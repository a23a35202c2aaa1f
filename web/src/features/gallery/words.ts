import { translated } from '@/shared/texts/catalogue'
import { gallery } from '@/shared/texts/en/gallery'

export const words = translated('gallery', gallery)
