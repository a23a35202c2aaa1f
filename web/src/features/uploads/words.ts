import { translated } from '@/shared/texts/catalogue'
import { uploads } from '@/shared/texts/en/uploads'

export const words = translated('uploads', uploads)
