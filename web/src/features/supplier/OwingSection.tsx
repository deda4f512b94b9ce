import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Descriptions, Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import { toProblem } from '@/api/problem'
import { Money } from '@/components/Decimal'
import { ProblemView } from '@/components/ProblemView'
import { Section } from '@/components/Section'
import { compare } from '@/lib/decimal'
import { owingQuery } from './queries'

/** What we owe the supplier, how old it is, and what was paid in advance. */
export function OwingSection({ id }: { id: string }) {
  const { t } = useTranslation('supplier')
  const owing = useQuery(owingQuery(id))
  const age = (days: number) => (days === 0 ? t('owing.notDue') : days > 0 ? t('owing.upTo', { days }) : t('owing.older'))
  return (
    <Section
      title={t('owing.title')}
      extra={
        <Link to="/payables" search={{ supplierId: id } as never}>
          {t('owing.list')}
        </Link>
      }
    >
      {owing.isError ? (
        <ProblemView problem={toProblem(owing.error)} onRetry={() => void owing.refetch()} compact />
      ) : !owing.data ? (
        <Skeleton active title={false} paragraph={{ rows: 2 }} />
      ) : (
        <Descriptions
          size="small"
          column={{ xs: 1, sm: 2, lg: 4 }}
          items={[
            { key: 'payable', label: t('owing.payable'), children: <Money value={owing.data.payable} sign /> },
            { key: 'advance', label: t('owing.advance'), children: <Money value={owing.data.advance} sign /> },
            ...owing.data.ageing.filter((a) => compare(a.amount, '0') !== 0).map((a) => ({ key: String(a.upToDays), label: age(a.upToDays), children: <Money value={a.amount} sign /> })),
          ]}
        />
      )}
    </Section>
  )
}
