import { translated } from '@/shared/texts/catalogue'
import { create } from '@/shared/texts/en/create'

export const words = translated('create', create)
