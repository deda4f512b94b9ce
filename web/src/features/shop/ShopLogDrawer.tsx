import { Drawer, Flex } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { type Column, DataTable } from '@/components/DataTable'
import { Instant } from '@/components/Instant'
import { Said } from '@/components/Said'
import { StatusTag } from '@/components/StatusTag'
import { usePhone } from '@/hooks/usePhone'
import { type AccountKind, accountLog, type Shop, type ShopLog } from './queries'

/** 日志: what happened to an account, the newest first. */
export function ShopLogDrawer({ kind = 'shops', shop, onClose }: { kind?: AccountKind; shop: Shop; onClose: () => void }) {
  const { t } = useTranslation('shop')
  const phone = usePhone()
  const list = useMemo(() => accountLog(kind, shop.id), [kind, shop.id])
  const said = (l: ShopLog) => (
    <Flex gap={8} align="flex-start" style={{ whiteSpace: 'normal' }}>
      {l.bad && <StatusTag tone="bad">{t('log.bad')}</StatusTag>}
      <Said said={l.said} />
    </Flex>
  )
  const columns: Column<ShopLog>[] = [
    { key: 'at', title: t('log.at'), width: 130, render: (l) => <Instant at={l.at} />, text: (l) => l.at },
    { key: 'said', title: t('log.what'), width: 340, always: true, render: said, text: (l) => l.said?.detail },
    { key: 'by', title: t('log.by'), width: 90, render: (l) => l.by || t('log.system') },
  ]
  return (
    <Drawer open onClose={onClose} title={t('log.title', { name: shop.name })} placement={phone ? 'bottom' : 'right'} size={phone ? '92%' : 680}>
      <DataTable
        id="shop-log"
        local
        query={list}
        columns={columns}
        searchHint={t('log.search')}
        empty={{ title: t('log.empty') }}
        mobileCard={(l) => (
          <Flex vertical gap={2}>
            {said(l)}
            <span className="muted">
              <Instant at={l.at} /> · {l.by || t('log.system')}
            </span>
          </Flex>
        )}
      />
    </Drawer>
  )
}
