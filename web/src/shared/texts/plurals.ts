import { formatNumber } from '@/shared/format'
import { locale } from './locale'

const rules = new Intl.PluralRules(locale)

/** So many of something, for languages with one plural. */
export const count = (n: number, one: string, other: string) => counted(n, { one, other })

/** So many of something, in the form that the language has for the number. */
export const counted = (n: number, forms: Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }) =>
  `${formatNumber(n)} ${forms[rules.select(n)] ?? forms.other}`
