import { translated } from '@/shared/texts/catalogue'
import { through } from '@/shared/texts/en/through'

export const words = translated('through', through)
