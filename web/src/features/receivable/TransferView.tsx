import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Alert, Button, Descriptions } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, data } from '@/api/client'
import { toProblem } from '@/api/problem'
import { useWrite } from '@/api/useWrite'
import { Money } from '@/components/Decimal'
import { DocPage } from '@/components/DocPage'
import { Instant } from '@/components/Instant'
import { RecordHistory } from '@/components/RecordHistory'
import { Section } from '@/components/Section'
import { useCan } from '@/hooks/session'
import { useConfirm } from '@/hooks/useConfirm'
import { transferKeys, transferQuery, transferredKeys } from './queries'
import { MoneyTag } from '@/components/money/MoneyTag'

/** A transfer between fund accounts, which can be taken back. What 1688 escrow made is taken back there. */
export function TransferView({ id }: { id: string }) {
  const { t } = useTranslation('receivable')
  const can = useCan()
  const confirm = useConfirm()
  const navigate = useNavigate()
  const query = useQuery(transferQuery(id))
  const r = query.data
  const reverse = useWrite({
    fn: (_: void, write) => data(api.POST('/api/v1/fund-transfers/{id}/actions/reverse', { params: { path: { id } }, body: {}, ...write })),
    invalidate: [transferKeys.all, ...transferredKeys],
    success: t('reversed'),
    onSuccess: (made) => void navigate({ to: '/fund-transfers/$id', params: { id: made.id } }),
  })
  const alive = r?.state === 'posted' && !r.reversesId
  return (
    <DocPage
      title={r ? `${t('transfer.doc')} ${r.no}` : t('transfer.doc')}
      tag={r && <MoneyTag money={r} />}
      hint={
        r && (
          <>
            {r.date} · {r.createdBy} · <Instant at={r.createdAt} />
          </>
        )
      }
      back="/fund-transfers"
      loading={query.isPending}
      problem={query.isError ? toProblem(query.error) : null}
      onRetry={() => void query.refetch()}
      actions={
        r &&
        alive &&
        !r.sourceKind &&
        can('fund_transfer.reverse') && (
          <Button danger loading={reverse.isPending} onClick={async () => (await confirm({ title: t('transfer.reverseConfirm', { no: r.no }), content: t('transfer.reverseHint'), danger: true })) && reverse.mutate()}>
            {t('reverse')}
          </Button>
        )
      }
    >
      {r && (
        <>
          {r.reversesId && <Alert type="info" showIcon title={<Link to="/fund-transfers/$id" params={{ id: r.reversesId }}>{t('transfer.reverses')}</Link>} />}
          {r.reversedById && <Alert type="warning" showIcon title={<Link to="/fund-transfers/$id" params={{ id: r.reversedById }}>{t('transfer.reversedBy')}</Link>} />}
          {alive && r.sourceKind && <Alert type="info" showIcon title={t('transfer.bySource')} />}
          <Section>
            <Descriptions
              size="small"
              column={{ xs: 1, sm: 2, md: 3 }}
              items={[
                { key: 'from', label: t('transfer.from'), children: r.fromAccountName },
                { key: 'to', label: t('transfer.to'), children: r.toAccountName },
                { key: 'amount', label: t('transfer.amount'), children: <strong><Money value={r.amount} sign /></strong> },
                { key: 'fee', label: t('transfer.fee'), children: <Money value={r.fee} /> },
                { key: 'source', label: t('source'), children: r.sourceKind ? t(`docKind.${r.sourceKind}`, { defaultValue: r.sourceKind }) : t('byHand') },
                { key: 'note', label: t('note'), children: r.note ?? '—' },
              ]}
            />
          </Section>
          <Section title={t('common:audit.title')}>
            <RecordHistory path="/api/v1/fund-transfers/{id}/history" id={r.id} of={transferKeys.detail(r.id)} />
          </Section>
        </>
      )}
    </DocPage>
  )
}
