import { translated } from '@/shared/texts/catalogue'
import { share } from '@/shared/texts/en/share'

export const words = translated('share', share)
