import { useQueryClient } from '@tanstack/react-query'
import { Form } from 'antd'
import { useTranslation } from 'react-i18next'
import { useWrite } from '@/api/useWrite'
import { DecimalInput, MoneyInput } from '@/components/DecimalInput'
import { useAsk } from '@/components/useAsk'
import { divide, multiply, round } from '@/lib/decimal'
import { placingKeys, saveSetting, type Setting, settingQuery } from './queries'

/** Asks how much more than planned may be paid without asking anybody. */
export function useTolerance() {
  const { t } = useTranslation('placing')
  const client = useQueryClient()
  const { ask, holder } = useAsk()
  const save = useWrite({ fn: (s: Setting, write) => saveSetting(s, write), invalidate: [placingKeys.all], success: t('tolerance.saved') })
  return {
    holder,
    ask: async () => {
      const now = await client.fetchQuery({ ...settingQuery, staleTime: 0 })
      const values = await ask<{ price: string; freight: string }>({
        title: t('tolerance.title'),
        initial: { price: divide(String(now.priceBps), '100'), freight: now.freightOver },
        fields: () => (
          <>
            <Form.Item name="price" label={t('tolerance.price')} rules={[{ required: true }]}>
              <DecimalInput suffix="%" maxPlaces={2} />
            </Form.Item>
            <Form.Item name="freight" label={t('tolerance.freight')} rules={[{ required: true }]}>
              <MoneyInput />
            </Form.Item>
          </>
        ),
      })
      if (values) save.mutate({ priceBps: Number(round(multiply(values.price, '100'), 0)), freightOver: values.freight, version: now.version })
    },
  }
}
