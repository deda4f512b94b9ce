import { Checkbox, Flex, Form, InputNumber, Segmented, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Layout, resolutions, sizes } from './layout'

/** How the labels look and what they are printed on. */
export function LabelOptions({ layout, onChange }: { layout: Layout; onChange: (layout: Layout) => void }) {
  const { t } = useTranslation('label')
  const size = `${layout.width}x${layout.height}`
  const [own, setOwn] = useState(false)
  const free = own || !sizes.includes(size)
  const set = (change: Partial<Layout>) => onChange({ ...layout, ...change })
  const length = (name: 'width' | 'height' | 'gap', min: number, max: number) => (
    <Form.Item label={t(`length.${name}`)} key={name}>
      <InputNumber value={layout[name]} min={min} max={max} precision={1} suffix="mm" style={{ width: 110 }} aria-label={t(`length.${name}`)} onChange={(v) => v !== null && set({ [name]: v })} />
    </Form.Item>
  )
  return (
    <Form layout="vertical" component="div">
      <div className="label-options">
        <Form.Item label={t('size')}>
          <Select
            style={{ width: 140 }}
            aria-label={t('size')}
            value={free ? 'own' : size}
            options={[...sizes.map((value) => ({ value, label: `${value.replace('x', '×')} mm` })), { value: 'own', label: t('own') }]}
            onChange={(value) => {
              setOwn(value === 'own')
              const [width, height] = value.split('x').map(Number)
              if (width && height) set({ width, height })
            }}
          />
        </Form.Item>
        {free && [length('width', 20, 200), length('height', 15, 200)]}
        <Form.Item label={t('across')}>
          <Segmented
            value={layout.across}
            aria-label={t('across')}
            options={[
              { value: 1 as const, label: t('single') },
              { value: 2 as const, label: t('double') },
            ]}
            onChange={(across) => set({ across })}
          />
        </Form.Item>
        {layout.across > 1 && length('gap', 0, 20)}
        <Form.Item label={t('dpi')}>
          <Select style={{ width: 120 }} aria-label={t('dpi')} value={layout.dpi} options={resolutions.map((value) => ({ value, label: `${value} dpi` }))} onChange={(dpi) => set({ dpi })} />
        </Form.Item>
        <Form.Item label={t('shown')}>
          <Flex gap={12}>
            {(['name', 'spec', 'code'] as const).map((key) => (
              <Checkbox key={key} checked={layout[key]} onChange={(e) => set({ [key]: e.target.checked })}>
                {t(`field.${key}`)}
              </Checkbox>
            ))}
          </Flex>
        </Form.Item>
      </div>
    </Form>
  )
}
