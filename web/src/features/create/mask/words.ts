import { translated } from '@/shared/texts/catalogue'
import { mask } from '@/shared/texts/en/mask'

export const words = translated('mask', mask)
