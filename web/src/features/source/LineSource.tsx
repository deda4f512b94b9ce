import { LinkOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan, useModule } from '@/hooks/session'
import type { SectionProps } from '@/lib/feature'
import { MatchDrawer } from './MatchDrawer'
import { skuQuery, sourcesOfQuery } from './queries'
import { SourceTag } from './SourceTags'

/** What the SKU of an order's line is at the supplier: its code and spec there; matched on the spot where it is nothing yet. */
export default function LineSource({ id, supplierId }: SectionProps) {
  const { t } = useTranslation('source')
  const can = useCan()
  const buys = useModule('buy1688') && can('buyer_account.read') && can('source.write')
  const [open, setOpen] = useState(false)
  const all = useQuery(sourcesOfQuery(id)).data
  const sku = useQuery({ ...skuQuery(id), enabled: open }).data
  if (!all) return null
  const own = all.filter((x) => !supplierId || x.supplierId === supplierId)
  const x = own.find((s) => s.state === 'active') ?? own[0]
  const name = x?.spec || x?.title
  return (
    <div className="muted" style={{ fontSize: 12 }}>
      {x?.code && <span title={t('code')}>{x.code} </span>}
      {name && (x.offerUrl ? <a href={x.offerUrl} target="_blank" rel="noreferrer">{name}</a> : name)} {x && x.state !== 'active' && <SourceTag source={x} />}
      {buys && !(x?.offerId && x.state === 'active') && (
        <Button type="link" size="small" icon={<LinkOutlined />} style={{ padding: 0, height: 'auto', fontSize: 12 }} onClick={() => setOpen(true)}>
          {t('match.title')}
        </Button>
      )}
      {sku && open && <MatchDrawer sku={sku} source={x?.offerId ? sku.sources.find((s) => s.id === x.id) : undefined} onClose={() => setOpen(false)} />}
    </div>
  )
}
