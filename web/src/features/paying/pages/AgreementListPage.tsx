import { Link } from '@tanstack/react-router'
import { Button, Flex } from 'antd'
import { useTranslation } from 'react-i18next'
import { anySupplierSource } from '@/components/choices'
import { type Column, DataTable } from '@/components/DataTable'
import { Money } from '@/components/Decimal'
import { EntitySelect } from '@/components/EntitySelect'
import { PageHead } from '@/components/PageHead'
import { StateTabs } from '@/components/StateTabs'
import { useCan } from '@/hooks/session'
import { type Agreement, agreementList, standings } from '../queries'
import { Gaps } from '../Gaps'
import { useSay } from '../useSay'
import { StandingTag } from '../tags'

/** 四方核对: what was ordered, charged on 1688, received and paid of each order, and why they differ. */
export default function AgreementListPage() {
  const { t } = useTranslation('paying')
  const can = useCan()
  const { say, holder } = useSay()
  const action = (a: Agreement) =>
    can('order_agreement.update') &&
    a.gaps.length > 0 && (
      <Button size="small" onClick={() => void say(a)}>
        {t('act.say')}
      </Button>
    )
  const columns: Column<Agreement>[] = [
    { key: 'no', title: t('order'), width: 150, always: true, sortable: true, render: (a) => <Link to="/purchase-orders/$id" params={{ id: a.id }}>{a.no}</Link>, text: (a) => a.no },
    { key: 'date', title: t('date'), width: 110, sortable: true, render: (a) => <span className="num">{a.date}</span>, text: (a) => a.date },
    { key: 'supplier', title: t('supplier'), width: 160, render: (a) => a.supplierName },
    { key: 'total', title: t('ordered'), width: 120, align: 'right', sortable: true, render: (a) => <Money value={a.ordered} />, text: (a) => a.ordered },
    { key: 'platform', title: t('platformTotal'), width: 120, align: 'right', render: (a) => <Money value={a.platform} />, text: (a) => a.platform },
    { key: 'difference', title: t('difference'), width: 120, align: 'right', hidden: true, render: (a) => <Money value={a.difference} />, text: (a) => a.difference },
    { key: 'received', title: t('received'), width: 120, align: 'right', render: (a) => <Money value={a.received} />, text: (a) => a.received },
    { key: 'expected', title: t('expected'), width: 120, align: 'right', hidden: true, render: (a) => <Money value={a.expected} />, text: (a) => a.expected },
    { key: 'paid', title: t('paid'), width: 120, align: 'right', render: (a) => <Money value={a.paid} />, text: (a) => a.paid },
    { key: 'standing', title: t('standingLabel'), width: 100, render: (a) => <StandingTag standing={a.standing} />, text: (a) => t(`standing.${a.standing}`) },
    { key: 'gaps', title: t('gaps'), width: 260, render: (a) => <Gaps gaps={a.gaps} /> },
    { key: 'owner', title: t('owner'), width: 100, render: (a) => a.ownerName },
    { key: 'note', title: t('note'), width: 160, render: (a) => a.note },
    { key: 'actions', title: t('actions'), width: 90, render: action },
  ]
  return (
    <>
      <PageHead title={t('menu:paying.agreements')} hint={t('agreementHint')} />
      <StateTabs label={t('standingLabel')} tabs={[undefined, ...standings].map((standing) => ({ label: standing ? t(`standing.${standing}`) : t('all'), search: { standing } }))} />
      <DataTable
        id="order-agreements"
        query={agreementList}
        columns={columns}
        searchHint={t('agreementSearch')}
        defaultSort="-date"
        filters={[
          { kind: 'select', name: 'standing', label: t('standingLabel'), options: standings.map((s) => ({ value: s, label: t(`standing.${s}`) })) },
          { kind: 'select', name: 'mine', label: t('owner'), options: [{ value: 'true', label: t('mine') }] },
          { kind: 'dates', name: 'date', label: t('date'), from: 'from', to: 'to' },
          {
            kind: 'custom',
            name: 'supplierId',
            label: t('supplier'),
            width: 180,
            render: (value, onChange) => <EntitySelect source={anySupplierSource} value={value} onChange={onChange} placeholder={t('supplier')} aria-label={t('supplier')} />,
          },
        ]}
        rowName={(a) => a.no}
        exports={[{ path: '/api/v1/order-agreements/export' }]}
        empty={{ title: t('agreementEmpty'), hint: t('agreementEmptyHint') }}
        mobileCard={(a) => (
          <Flex vertical gap={4}>
            <Flex justify="space-between" gap={8}>
              <strong className="cut">
                {a.no} {a.supplierName}
              </strong>
              <StandingTag standing={a.standing} />
            </Flex>
            <span className="muted">
              {t('ordered')} <Money value={a.ordered} /> · {t('platformTotal')} <Money value={a.platform} /> · {t('received')} <Money value={a.received} /> · {t('paid')} <Money value={a.paid} />
            </span>
            <Gaps gaps={a.gaps} />
            {action(a)}
          </Flex>
        )}
      />
      {holder}
    </>
  )
}
