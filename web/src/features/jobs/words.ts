import { translated } from '@/shared/texts/catalogue'
import { jobs } from '@/shared/texts/en/jobs'

export const words = translated('jobs', jobs)
