import { translated } from '@/shared/texts/catalogue'
import { shortcuts } from '@/shared/texts/en/shortcuts'

export const words = translated('shortcuts', shortcuts)
