import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Descriptions, Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import { toProblem } from '@/api/problem'
import { Money } from '@/components/Decimal'
import { ProblemView } from '@/components/ProblemView'
import { Section } from '@/components/Section'
import { compare, subtract } from '@/lib/decimal'
import { type Customer, owedQuery } from './queries'

/** What the customer owes, how old it is, and how far the credit limit is away. */
export function OwedSection({ customer }: { customer: Customer }) {
  const { t } = useTranslation('customer')
  const owed = useQuery(owedQuery(customer.id))
  const limited = compare(customer.creditLimit, '0') > 0
  const age = (days: number) => (days === 0 ? t('owed.notDue') : days > 0 ? t('owed.upTo', { days }) : t('owed.older'))
  const left = limited && owed.data ? subtract(customer.creditLimit, owed.data.receivable) : undefined
  return (
    <Section
      title={t('owed.title')}
      extra={
        <Link to="/receivables" search={{ customerId: customer.id } as never}>
          {t('owed.list')}
        </Link>
      }
    >
      {owed.isError ? (
        <ProblemView problem={toProblem(owed.error)} onRetry={() => void owed.refetch()} compact />
      ) : !owed.data ? (
        <Skeleton active title={false} paragraph={{ rows: 2 }} />
      ) : (
        <Descriptions
          size="small"
          column={{ xs: 1, sm: 2, lg: 4 }}
          items={[
            { key: 'receivable', label: t('owed.receivable'), children: <Money value={owed.data.receivable} sign /> },
            { key: 'advance', label: t('owed.advance'), children: <Money value={owed.data.advance} sign /> },
            ...(left === undefined ? [] : [{ key: 'left', label: t('owed.left'), children: <span style={compare(left, '0') < 0 ? { color: '#b8321f' } : undefined}><Money value={left} sign /></span> }]),
            ...owed.data.ageing.filter((a) => compare(a.amount, '0') !== 0).map((a) => ({ key: String(a.upToDays), label: age(a.upToDays), children: <Money value={a.amount} sign /> })),
          ]}
        />
      )}
    </Section>
  )
}
