import { Descriptions, Drawer, Flex } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Changes } from '@/components/Changes'
import { DataTable, type Column } from '@/components/DataTable'
import { PageHead } from '@/components/PageHead'
import { Instant } from '@/components/Instant'
import { usePhone } from '@/hooks/usePhone'
import { type AuditEntry, auditList } from '../queries'

/** The audit log: who did what, when, from where. */
export default function AuditPage() {
  const { t } = useTranslation('audit')
  const phone = usePhone()
  const [open, setOpen] = useState<AuditEntry>()
  const action = (e: AuditEntry) => t(`action.${e.action}`, { defaultValue: e.action })
  const object = (e: AuditEntry) => [t(`object.${e.entity}`, { defaultValue: e.entity }), e.entityNo].filter(Boolean).join(' ')

  const columns: Column<AuditEntry>[] = [
    { key: 'at', title: t('at'), width: 160, always: true, sortable: true, render: (e) => <Instant at={e.at} />, text: (e) => e.at },
    { key: 'actorName', title: t('who'), width: 120, render: (e) => e.actorName },
    { key: 'action', title: t('what'), width: 120, render: action },
    { key: 'object', title: t('which'), width: 320, render: object },
    { key: 'ip', title: t('ip'), width: 140, render: (e) => e.ip ?? '' },
  ]

  return (
    <>
      <PageHead title={t('menu:audit')} hint={t('hint')} />
      <DataTable
        id="audit"
        query={auditList}
        columns={columns}
        defaultSort="-at"
        searchHint={t('search')}
        filters={[{ kind: 'dates', name: 'date', label: t('date'), from: 'from', to: 'to' }]}
        onRowClick={setOpen}
        empty={{ title: t('empty'), hint: t('emptyHint') }}
        mobileCard={(e) => (
          <Flex vertical gap={2}>
            <Flex justify="space-between">
              <strong>
                {action(e)} {object(e)}
              </strong>
            </Flex>
            <span className="muted">
              {e.actorName} · <Instant at={e.at} />
            </span>
          </Flex>
        )}
      />
      <Drawer open={open !== undefined} onClose={() => setOpen(undefined)} title={open && `${action(open)} ${object(open)}`} placement={phone ? 'bottom' : 'right'} size={phone ? '80%' : 560}>
        {open && (
          <>
            <Descriptions
              size="small"
              column={1}
              items={[
                { key: 'at', label: t('at'), children: <Instant at={open.at} /> },
                { key: 'who', label: t('who'), children: open.actorName },
                { key: 'ip', label: t('ip'), children: open.ip ?? '—' },
              ]}
            />
            <Changes before={open.before} after={open.after} names={open.names} />
          </>
        )}
      </Drawer>
    </>
  )
}
