import { Button, Flex, Popover } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Thumb } from '@/components/Thumb'
import type { Picture } from './model'

/** The picture of one SKU, chosen among those of the product. Without `onChange` it only shows. */
export function PicturePick({ pictures, value, label, onChange }: { pictures: Picture[]; value?: string; label: string; onChange?: (url: string | undefined) => void }) {
  const { t } = useTranslation('product')
  const [open, setOpen] = useState(false)
  if (!onChange) return <Thumb src={value} size={26} />
  const pick = (url: string | undefined) => {
    onChange(url)
    setOpen(false)
  }
  return (
    <Popover
      trigger="click"
      open={open}
      onOpenChange={setOpen}
      content={
        <Flex vertical gap={8} style={{ maxWidth: 260 }}>
          {pictures.length === 0 && <span className="muted">{t('pictures.none')}</span>}
          <Flex gap={6} wrap>
            {pictures.map((p, i) => (
              <Button key={p.url} type="text" style={{ padding: 2, height: 'auto' }} aria-label={t('pictures.nth', { n: i + 1 })} aria-pressed={p.url === value} onClick={() => pick(p.url)}>
                <Thumb src={p.url} size={52} />
              </Button>
            ))}
          </Flex>
          {value && (
            <Button size="small" onClick={() => pick(undefined)}>
              {t('pictures.unset')}
            </Button>
          )}
        </Flex>
      }
    >
      <Button type="text" aria-label={label} style={{ padding: 2, height: 'auto', display: 'block', margin: '0 auto' }}>
        <Thumb src={value} size={26} />
      </Button>
    </Popover>
  )
}
