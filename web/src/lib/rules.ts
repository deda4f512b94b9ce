import type { Rule } from 'antd/es/form'
import i18n from 'i18next'
import { compare, decimalPlaces, isDecimal } from './decimal'

/** Form rule for a decimal field; the server checks the same again. Text is made when it fails, in the language of that moment. */
export function decimalRule(options: { maxPlaces?: number; min?: string; max?: string; required?: string } = {}): Rule {
  const { maxPlaces = 4, min = '0', max } = options
  return {
    required: options.required !== undefined,
    validator: (_, value: string | undefined) => {
      const fail = (text: string) => Promise.reject(new Error(text))
      if (value === undefined || value === '') return options.required === undefined ? Promise.resolve() : fail(options.required)
      if (!isDecimal(value)) return fail(i18n.t('common:decimal.notNumber'))
      if (decimalPlaces(value) > maxPlaces) return fail(i18n.t('common:decimal.places', { count: maxPlaces }))
      if (compare(value, min) < 0) return fail(i18n.t('common:decimal.min', { min }))
      if (max !== undefined && compare(value, max) > 0) return fail(i18n.t('common:decimal.max', { max }))
      return Promise.resolve()
    },
  }
}
