import { useQuery } from '@tanstack/react-query'
import { Button, Flex, Skeleton } from 'antd'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { toProblem } from '@/api/problem'
import { PageHead } from '@/components/PageHead'
import { ProblemView } from '@/components/ProblemView'
import { Said } from '@/components/Said'
import { Section } from '@/components/Section'
import { StatusTag, type StatusTone } from '@/components/StatusTag'
import { useCan, useModule } from '@/hooks/session'
import { type AccountKind, allBuyers, allShops, examinationQuery, type Finding } from '../queries'

const tones: Record<Finding['verdict'], StatusTone> = { good: 'good', note: 'attention', bad: 'bad' }

/** 授权诊断: what stands between Huotong and 1688, for the installation and each shop, and how to mend it. */
export default function ExaminePage() {
  const { t } = useTranslation('shop')
  const can = useCan()
  const shops = useQuery({ ...allShops, enabled: useModule('sell1688') && can('shop.manage') })
  const buyers = useQuery({ ...allBuyers, enabled: useModule('buy1688') && can('buyer_account.manage') })
  const accounts = [
    { kind: 'shops' as const, query: shops },
    { kind: 'buyer-accounts' as const, query: buyers },
  ]
  return (
    <>
      <PageHead title={t('examine.title')} hint={t('examine.hint')} back="/shops" />
      <Flex vertical gap={12}>
        {can('shop.manage') && <Examination title={t('examine.platform')} />}
        {accounts.map(({ kind, query }) => (
          <Fragment key={kind}>
            {query.isError && <ProblemView problem={toProblem(query.error)} onRetry={() => void query.refetch()} />}
            {query.data?.items?.map((s) => (
              <Examination key={s.id} title={`${t(`examine.kind.${kind}`)} · ${s.name} · ${s.loginId}`} of={{ kind, id: s.id }} />
            ))}
          </Fragment>
        ))}
      </Flex>
    </>
  )
}

/** The findings on the installation, or on an account. */
function Examination({ title, of }: { title: string; of?: { kind: AccountKind; id: string } }) {
  const { t } = useTranslation('shop')
  const found = useQuery(examinationQuery(of))
  return (
    <Section
      title={title}
      extra={
        <Button size="small" loading={found.isFetching} onClick={() => void found.refetch()}>
          {t('examine.again')}
        </Button>
      }
    >
      <div role="status" aria-live="polite">
        {found.isPending && <Skeleton active title={false} paragraph={{ rows: 3 }} />}
        {found.isError && <ProblemView problem={toProblem(found.error)} onRetry={() => void found.refetch()} compact />}
        <Flex vertical gap={8}>
          {found.data?.map((f) => (
            <Flex key={`${f.subject} ${f.said?.code}`} gap={10} align="baseline">
              <StatusTag tone={tones[f.verdict]}>{t(`examine.verdict.${f.verdict}`)}</StatusTag>
              <span>
                <strong>{t(`examine.subject.${f.subject}`)}</strong> <Said said={f.said} />
              </span>
            </Flex>
          ))}
        </Flex>
      </div>
    </Section>
  )
}
