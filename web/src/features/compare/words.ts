import { translated } from '@/shared/texts/catalogue'
import { compare } from '@/shared/texts/en/compare'

export const words = translated('compare', compare)
