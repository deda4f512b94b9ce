import { PrinterOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { useParams, useSearch } from '@tanstack/react-router'
import { Alert, Button, Checkbox, Form, Input, Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, data } from '@/api/client'
import { toProblem } from '@/api/problem'
import { useWrite } from '@/api/useWrite'
import { DayInput } from '@/components/DayInput'
import { DocPage } from '@/components/DocPage'
import { Paper } from '@/components/print/Paper'
import { Section } from '@/components/Section'
import { useCan } from '@/hooks/session'
import { today } from '@/lib/time'
import { type Choices, ContractSheet } from '../ContractSheet'
import { type Contract, contractQuery, letterheadQuery, type Order, orderQuery } from '../queries'
import '../contract.css'

/** The contract of a purchase order, or its list of goods, made ready and printed. */
export default function ContractPage() {
  const { t } = useTranslation('contract')
  const { id } = useParams({ strict: false }) as { id: string }
  const order = useQuery(orderQuery(id))
  const contract = useQuery(contractQuery(id))
  if (order.data && contract.data) return <Ready order={order.data} contract={contract.data} />
  const failed = [order, contract].find((q) => q.isError)
  return (
    <DocPage title={t('title.contract')} back={`/purchase-orders/${id}`} loading={!failed} problem={failed ? toProblem(failed.error) : null} onRetry={() => void failed?.refetch()}>
      {null}
    </DocPage>
  )
}

function Ready({ order, contract }: { order: Order; contract: Contract }) {
  const { t } = useTranslation('contract')
  const can = useCan()
  const { kind } = useSearch({ strict: false }) as { kind?: string }
  const standard = contract.terms || t('standardTerms')
  const [choices, setChoices] = useState<Choices>(() => ({
    kind: kind === 'list' ? 'list' : 'contract',
    pictures: false,
    signedOn: today(),
    signedAt: '',
    deliverTo: contract.deliverTo ?? '',
    terms: standard,
  }))
  const set = (change: Partial<Choices>) => setChoices({ ...choices, ...change })
  const signed = choices.kind === 'contract'
  // What stands in the settings is replaced as it is there now; only the terms are this page's.
  const keep = useWrite({
    fn: async (purchaseTerms: string, write) => {
      const now = await data(api.GET('/api/v1/settings/letterhead'))
      return data(api.PUT('/api/v1/settings/letterhead', { body: { ...now, purchaseTerms }, ...write }))
    },
    invalidate: [letterheadQuery.queryKey],
    success: t('termsKept'),
  })
  const hasPictures = order.lines.some((l) => l.picture)
  const sheet = <ContractSheet order={order} contract={contract} choices={choices} />
  return (
    <DocPage
      title={`${t(`title.${choices.kind}`)} ${order.no}`}
      back={`/purchase-orders/${order.id}`}
      actions={
        <Button type="primary" icon={<PrinterOutlined />} data-hotkey="save" onClick={() => window.print()}>
          {t('print')}
        </Button>
      }
    >
      {signed && ['draft', 'review', 'second'].includes(order.stage) && <Alert type="warning" showIcon title={t('notApproved')} />}
      {order.stage === 'void' && <Alert type="error" showIcon title={t('void')} />}
      {signed && order.total === undefined && <Alert type="warning" showIcon title={t('noPrices')} />}
      <Section title={t('options')}>
        <Form layout="vertical" component="div">
          <div className="contract-options">
            <Form.Item label={t('kind')}>
              <Segmented
                aria-label={t('kind')}
                value={choices.kind}
                options={(['contract', 'list'] as const).map((value) => ({ value, label: t(`title.${value}`) }))}
                onChange={(value) => set({ kind: value })}
              />
            </Form.Item>
            {signed && (
              <Form.Item label={t('label.signedOn')}>
                <DayInput aria-label={t('label.signedOn')} allowClear={false} value={choices.signedOn} onChange={(signedOn) => signedOn && set({ signedOn })} style={{ width: '100%' }} />
              </Form.Item>
            )}
            {signed && (
              <Form.Item label={t('label.signedAt')}>
                <Input aria-label={t('label.signedAt')} maxLength={60} value={choices.signedAt} onChange={(e) => set({ signedAt: e.target.value })} />
              </Form.Item>
            )}
            {hasPictures && (
              <Checkbox checked={choices.pictures} onChange={(e) => set({ pictures: e.target.checked })}>
                {t('pictures')}
              </Checkbox>
            )}
            {signed && (
              <Form.Item label={t('label.deliverTo')} className="wide">
                <Input aria-label={t('label.deliverTo')} maxLength={300} value={choices.deliverTo} onChange={(e) => set({ deliverTo: e.target.value })} />
              </Form.Item>
            )}
            {signed && (
              <Form.Item
                label={t('label.terms')}
                className="wide"
                extra={
                  can('settings.update') &&
                  choices.terms !== standard && (
                    <Button type="link" size="small" style={{ padding: 0 }} loading={keep.isPending} onClick={() => keep.mutate(choices.terms)}>
                      {t('keepTerms')}
                    </Button>
                  )
                }
              >
                <Input.TextArea aria-label={t('label.terms')} maxLength={4000} autoSize={{ minRows: 3, maxRows: 12 }} value={choices.terms} onChange={(e) => set({ terms: e.target.value })} />
              </Form.Item>
            )}
          </div>
        </Form>
      </Section>
      <Section title={t('preview')} flush>
        <div className="contract-preview">{sheet}</div>
      </Section>
      <Paper size="A4" margin="15mm" numbered>
        {sheet}
      </Paper>
    </DocPage>
  )
}
