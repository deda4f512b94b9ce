import { Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'

const whole = (text: unknown) => /^[1-9]\d{0,6}$/.test(String(text ?? ''))

/** How many base units one sale unit of the supplier holds, as an exact ratio: 1 箱 = 12 件, or 10 根 = 3 米. */
export function RatioFields({ unit, base }: { unit: string | undefined; base: string }) {
  const { t } = useTranslation('source')
  const rule = { validator: (_: unknown, v: unknown) => (whole(v) ? Promise.resolve() : Promise.reject(new Error(t('ratio.whole1')))) }
  return (
    <Form.Item label={t('ratio.label')} extra={t('ratio.hint')}>
      <div className="ratio-fields">
        <Form.Item name="den" noStyle rules={[rule]}>
          <Input inputMode="numeric" autoComplete="off" aria-label={t('ratio.den')} maxLength={7} />
        </Form.Item>
        <span>
          {unit || t('ratio.unit')} {'='}
        </span>
        <Form.Item name="num" noStyle rules={[rule]}>
          <Input inputMode="numeric" autoComplete="off" aria-label={t('ratio.num')} maxLength={7} />
        </Form.Item>
        <span>{base}</span>
      </div>
    </Form.Item>
  )
}
