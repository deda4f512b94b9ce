import { PlusOutlined, SwapOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button, Flex, Form, Input, Select, Switch } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, data } from '@/api/client'
import { useWrite } from '@/api/useWrite'
import { DataTable, type Column } from '@/components/DataTable'
import { Money } from '@/components/Decimal'
import { FormDrawer } from '@/components/FormDrawer'
import { PageHead } from '@/components/PageHead'
import { HistoryFold } from '@/components/RecordHistory'
import { StatusTag } from '@/components/StatusTag'
import { useCan } from '@/hooks/session'
import { sum } from '@/lib/decimal'
import { activateFunds, deactivateFunds, type Fund, fundKeys, fundList, type FundSave } from '../queries'

const kinds = ['cash', 'bank', 'alipay', 'escrow'] as const

/** 结算账户: where money lies. */
export default function FundAccountsPage() {
  const { t } = useTranslation('receivable')
  const can = useCan()
  const [edited, setEdited] = useState<Fund | 'new'>()
  const create = can('fund_account.edit') && (
    <Button type="primary" icon={<PlusOutlined />} data-hotkey="new" onClick={() => setEdited('new')}>
      {t('account.new')}
    </Button>
  )
  const transfer = can('fund_transfer.create') && (
    <Link to="/fund-transfers/$id" params={{ id: 'new' }}>
      <Button icon={<SwapOutlined />}>{t('transfer.title')}</Button>
    </Link>
  )
  const balances = can('fund_account.balance')
  const kind = (f: Fund) => t(`account.kind.${f.kind as (typeof kinds)[number]}`)
  const tag = (f: Fund) => (
    <Flex gap={4}>
      <StatusTag tone={f.active ? 'good' : 'neutral'}>{f.active ? t('account.on') : t('account.off')}</StatusTag>
      {f.default && <StatusTag tone="progress">{t('account.default')}</StatusTag>}
    </Flex>
  )
  const columns: Column<Fund>[] = [
    { key: 'name', title: t('account.name'), width: 200, always: true, sortable: true, render: (f) => f.name, text: (f) => f.name },
    { key: 'kind', title: t('account.kindLabel'), width: 140, render: kind, text: kind },
    { key: 'number', title: t('account.number'), width: 220, render: (f) => <span className="num">{f.number ?? ''}</span>, text: (f) => f.number },
    ...(balances ? [{ key: 'balance', title: t('account.balance'), width: 140, align: 'right' as const, render: (f: Fund) => <Money value={f.balance} />, text: (f: Fund) => f.balance }] : []),
    { key: 'account', title: t('account.ledger'), width: 110, hidden: true, render: (f) => f.account },
    { key: 'state', title: t('stateLabel'), width: 150, render: tag, text: (f) => (f.active ? t('account.on') : t('account.off')) },
    { key: 'note', title: t('note'), width: 200, render: (f) => f.note ?? '' },
  ]
  return (
    <>
      <PageHead title={t('menu:receivable.accounts')} hint={t('account.hint')} actions={<>{transfer}{create}</>} />
      <DataTable
        id="fund-accounts"
        query={fundList}
        columns={columns}
        searchHint={t('account.search')}
        filters={[
          { kind: 'select', name: 'kind', label: t('account.kindLabel'), options: kinds.map((k) => ({ value: k, label: t(`account.kind.${k}`) })) },
          { kind: 'select', name: 'active', label: t('stateLabel'), options: [{ value: 'true', label: t('account.on') }, { value: 'false', label: t('account.off') }] },
        ]}
        onRowClick={can('fund_account.edit') ? setEdited : undefined}
        rowName={(f) => f.name}
        batch={
          can('fund_account.edit')
            ? [
                { key: 'activate', label: t('account.activate'), run: activateFunds },
                { key: 'deactivate', label: t('account.deactivate'), confirm: (count) => t('account.deactivateConfirm', { count }), run: deactivateFunds },
              ]
            : []
        }
        totals={balances ? (rows) => ({ balance: <Money value={sum(rows.map((f) => f.balance))} /> }) : undefined}
        empty={{ title: t('account.empty'), hint: t('account.emptyHint'), action: create }}
        mobileCard={(f) => (
          <Flex vertical gap={4}>
            <Flex justify="space-between" gap={8}>
              <strong>{f.name}</strong>
              {balances && (
                <strong>
                  <Money value={f.balance} sign />
                </strong>
              )}
            </Flex>
            <Flex justify="space-between" gap={8} align="center">
              <span className="muted">
                {kind(f)} {f.number}
              </span>
              {tag(f)}
            </Flex>
          </Flex>
        )}
      />
      {edited && <FundDrawer key={edited === 'new' ? 'new' : edited.id} fund={edited === 'new' ? undefined : edited} onClose={() => setEdited(undefined)} />}
    </>
  )
}

function FundDrawer({ fund, onClose }: { fund: Fund | undefined; onClose: () => void }) {
  const { t } = useTranslation('receivable')
  const [form] = Form.useForm<FundSave>()
  const save = useWrite({
    fn: (body: FundSave, write) =>
      fund
        ? data(api.PUT('/api/v1/fund-accounts/{id}', { params: { path: { id: fund.id } }, body: { ...body, kind: undefined, version: fund.version }, ...write }))
        : data(api.POST('/api/v1/fund-accounts', { body, ...write })),
    form,
    invalidate: [fundKeys.all],
    success: t('account.saved'),
    onSuccess: onClose,
  })
  const initial: Partial<FundSave> = fund ? { ...fund, kind: fund.kind as FundSave['kind'] } : { kind: 'cash', active: true }
  const pick = ({ name, kind, number, note, default: isDefault, active }: FundSave): FundSave => ({ name, kind, number, note, default: isDefault, active })
  return (
    <FormDrawer<FundSave> open onClose={onClose} title={fund ? fund.name : t('account.new')} form={form} initial={pick(initial as FundSave)} onSave={save.mutate} saving={save.isPending}>
      <Form.Item name="name" label={t('account.name')} rules={[{ required: true, message: t('account.nameRequired') }]}>
        <Input autoFocus maxLength={50} autoComplete="off" />
      </Form.Item>
      <Form.Item name="kind" label={t('account.kindLabel')} extra={fund ? t('account.kindFixed') : undefined}>
        <Select disabled={fund !== undefined} options={kinds.map((k) => ({ value: k, label: t(`account.kind.${k}`) }))} />
      </Form.Item>
      <Form.Item name="number" label={t('account.number')}>
        <Input maxLength={50} autoComplete="off" />
      </Form.Item>
      <Form.Item name="note" label={t('note')}>
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
      <Form.Item name="default" label={t('account.default')} extra={t('account.defaultHint')} valuePropName="checked">
        <Switch />
      </Form.Item>
      <Form.Item name="active" label={t('account.active')} extra={t('account.activeHint')} valuePropName="checked">
        <Switch />
      </Form.Item>
      {fund && <HistoryFold path="/api/v1/fund-accounts/{id}/history" id={fund.id} of={fundKeys.detail(fund.id)} />}
    </FormDrawer>
  )
}
