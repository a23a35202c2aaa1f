import { translated } from '@/shared/texts/catalogue'
import { filters } from '@/shared/texts/en/filters'

export const words = translated('filters', filters)
